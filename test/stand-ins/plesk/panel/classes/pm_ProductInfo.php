<?php

declare(strict_types=1);

class pm_ProductInfo
{
    public static function getVersion()
    {
        return Panel::data()['version'] ?? '18.0.76';
    }

    public static function isUnix()
    {
        return true;
    }
}
