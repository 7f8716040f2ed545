<?php

declare(strict_types=1);

/** Plesk's own token, which it checks on every POST before a controller runs. */
final class Modules_ActiveConnections_ForgeryToken
{
    public const NAME = 'forgery_protection_token';

    /** Stands in every form of the backend that posts, and nowhere else: text of others is escaped there. */
    private const ANCHOR = '<input type="hidden" name="token"';

    /** Puts the token of the cookie into each form; `forgery-token.js` puts in the one of the page's head. */
    public static function intoForms(string $body): string
    {
        $token = $_COOKIE[self::NAME] ?? '';
        if (!is_string($token) || preg_match('/^[\w.-]{8,128}$/D', $token) !== 1) {
            return $body;
        }
        $field = '<input type="hidden" name="' . self::NAME . '" value="' . $token . '">';

        return str_replace(self::ANCHOR, $field . self::ANCHOR, $body);
    }
}
