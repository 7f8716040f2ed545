<?php

declare(strict_types=1);

class pm_Context
{
    private static ?string $id = null;

    public static function init($moduleId)
    {
        self::$id = $moduleId;
    }

    public static function reset()
    {
        self::$id = null;
    }

    public static function isInitialized()
    {
        return self::$id !== null;
    }

    public static function getModuleId()
    {
        return self::$id ?? throw new pm_Exception('the context is not initialised');
    }

    public static function getPlibDir()
    {
        return Panel::psa('admin/plib/modules/' . self::getModuleId() . '/');
    }

    public static function getHtdocsDir()
    {
        return Panel::psa('admin/htdocs/modules/' . self::getModuleId() . '/');
    }

    public static function getVarDir()
    {
        return Panel::psa('var/modules/' . self::getModuleId() . '/');
    }

    public static function getBaseUrl()
    {
        return '/modules/' . self::getModuleId() . '/';
    }
}
