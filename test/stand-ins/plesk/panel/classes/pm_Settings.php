<?php

declare(strict_types=1);

class pm_Settings
{
    public static function get($name, $default = null)
    {
        return Panel::kept('settings')[$name] ?? $default;
    }

    public static function set($name, $value)
    {
        if (strlen((string) $value) > 5000) {
            throw new pm_Exception("the value of $name is longer than 5000 characters");
        }
        $others = array_diff_key(Panel::kept('settings'), [$name => 0]);
        Panel::keep('settings', $value === null ? $others : $others + [$name => $value]);
    }
}
