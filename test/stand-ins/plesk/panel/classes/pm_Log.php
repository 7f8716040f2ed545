<?php

declare(strict_types=1);

class pm_Log
{
    public static function err($message)
    {
        Panel::note('log', (string) $message);
    }
}
