<?php

declare(strict_types=1);

class pm_Session
{
    public static function isExist()
    {
        return isset(Panel::data()['sessions'][Panel::$session]);
    }

    public static function getClient()
    {
        return pm_Client::getByClientId(self::own()['client']);
    }

    public static function isImpersonated()
    {
        return isset(self::own()['impersonates']);
    }

    public static function getImpersonatedClientId()
    {
        return self::own()['impersonates'] ?? null;
    }

    private static function own(): array
    {
        return Panel::data()['sessions'][Panel::$session] ?? throw new pm_Exception('nobody is logged in');
    }
}
