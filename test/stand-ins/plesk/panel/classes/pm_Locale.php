<?php

declare(strict_types=1);

class pm_Locale
{
    public static function lmsg($key, $params = [])
    {
        $messages = [];
        include pm_Context::getPlibDir() . 'resources/locales/en-US.php';
        $text = $messages[$key] ?? "[[$key]]";
        foreach ($params as $name => $value) {
            $text = str_replace("%%$name%%", (string) $value, $text);
        }

        return $text;
    }
}
