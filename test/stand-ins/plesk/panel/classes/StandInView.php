<?php

declare(strict_types=1);

/** A Zend_View: the template sees the view's properties as its own. */
#[AllowDynamicProperties]
final class StandInView
{
    public function escape($text)
    {
        return htmlspecialchars((string) $text, ENT_COMPAT);
    }

    public function render(string $file): string
    {
        ob_start();
        include $file;

        return (string) ob_get_clean();
    }
}
