<?php

declare(strict_types=1);

/**
 * Which addresses are kept out of which site. The backend writes the file:
 * `{"schema":1,"sites":{"shop.example":["203.0.113.9","2001:db8::/48"]}}`, names in ASCII and lower case.
 */
final class Modules_ActiveConnections_SiteRules
{
    private const LARGEST_BYTES = 4 * 1024 * 1024;

    /** nginx and Apache compare every request with every rule. */
    private const MOST_OF_A_SITE = 500;

    /** The setting of an uninstallation under way: the rules go while there still is somebody to take them out. */
    private const GOING = 'going';

    /** @return list<string> what the configuration of a site gets */
    public static function inForce(string $domain): array
    {
        return pm_Settings::get(self::GOING) === '1' ? [] : self::of($domain);
    }

    public static function setGoing(bool $going): void
    {
        pm_Settings::set(self::GOING, $going ? '1' : null);
    }

    public static function path(): string
    {
        return rtrim(pm_Context::getVarDir(), '/') . '/site-rules.json';
    }

    /** @return list<string> addresses and ranges; only what reads as one, for they end up in a configuration */
    public static function of(string $domain): array
    {
        $addresses = self::read()[strtolower($domain)] ?? [];
        $valid = is_array($addresses) ? array_values(array_filter($addresses, self::isAddressOrRange(...))) : [];

        return array_slice($valid, 0, self::MOST_OF_A_SITE);
    }

    /** @return list<string> the domains with rules */
    public static function domains(): array
    {
        return array_map(strval(...), array_keys(array_filter(self::read())));
    }

    public static function isAddressOrRange(mixed $text): bool
    {
        if (!is_string($text) || preg_match('~^([0-9a-f.:]{2,45})(?:/(\d{1,3}))?$~D', $text, $parts) !== 1) {
            return false;
        }
        $isV6 = filter_var($parts[1], FILTER_VALIDATE_IP, FILTER_FLAG_IPV6) !== false;
        $isV4 = filter_var($parts[1], FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) !== false;
        $width = (int) ($parts[2] ?? 32);

        // A range so wide would be a mistake, and would keep everybody out.
        return ($isV4 && $width >= 8 && $width <= 32) || ($isV6 && $width >= 16 && $width <= 128);
    }

    /** @return array<string, mixed> */
    private static function read(): array
    {
        $path = self::path();
        if (!is_file($path)) {
            return [];
        }
        $text = (string) @file_get_contents($path, false, null, 0, self::LARGEST_BYTES);
        $said = json_decode($text, true, 8);
        if (!is_array($said) || ($said['schema'] ?? null) !== 1 || !is_array($said['sites'] ?? null)) {
            // No site must lose its configuration over this; the panel's log is where it is looked for.
            pm_Log::err('Active Connections: the rules of sites cannot be read; no site is given any');

            return [];
        }

        return $said['sites'];
    }
}
