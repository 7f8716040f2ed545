<?php

declare(strict_types=1);

/**
 * Lines that keep addresses out of one site. Empty without addresses.
 *
 * Both take what the web server holds for the visitor's address, real-IP modules included.
 */
final class Modules_ActiveConnections_SiteRuleText
{
    /** One condition of Apache is kept short: its parser has a limit for nested ones. */
    private const ADDRESSES_A_CONDITION = 25;

    /**
     * @param list<string> $addresses
     * @see https://nginx.org/en/docs/http/ngx_http_access_module.html the first `allow` or `deny` that fits counts
     */
    public static function nginx(array $addresses): string
    {
        return implode('', array_map(static fn (string $address): string => "deny $address;\n", $addresses));
    }

    /**
     * `<If>` comes after every other section and .htaccess, and means nothing to a request it does not fit: so nothing that was
     * closed is opened, as a `Require` on its own in `<Location>` would do.
     *
     * @param list<string> $addresses
     * @see https://httpd.apache.org/docs/2.4/sections.html how sections are merged
     */
    public static function apache(array $addresses): string
    {
        $text = '';
        foreach (array_chunk($addresses, self::ADDRESSES_A_CONDITION) as $some) {
            $fits = implode(' || ', array_map(static fn (string $address): string => "-R '$address'", $some));
            $text .= "<If \"$fits\">\nRequire all denied\n"
                . "<IfModule mod_access_compat.c>\nSatisfy All\n</IfModule>\n</If>\n";
        }

        return $text;
    }
}
