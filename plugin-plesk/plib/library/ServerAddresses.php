<?php

declare(strict_types=1);

/**
 * The addresses that sites of this server are reached at, as Plesk knows them: behind NAT the machine does not know its public
 * ones, and nobody may block them. Plesk is asked about every domain, so the answer is kept for a while.
 */
final class Modules_ActiveConnections_ServerAddresses
{
    private const SETTING = 'own-addresses';
    private const KEPT_SECONDS = 600;

    /** A value of pm_Settings holds 5000 characters; an address takes at most 48 of them. */
    private const MOST = 100;

    /** @return list<string> */
    public static function known(): array
    {
        $kept = json_decode((string) pm_Settings::get(self::SETTING, ''), true);
        $age = time() - (int) ($kept['readAt'] ?? 0);
        if (is_array($kept['addresses'] ?? null) && $age >= 0 && $age < self::KEPT_SECONDS) {
            return self::valid($kept['addresses']);
        }
        $addresses = self::ask();
        pm_Settings::set(self::SETTING, json_encode(['readAt' => time(), 'addresses' => $addresses], JSON_THROW_ON_ERROR));

        return $addresses;
    }

    public static function forget(): void
    {
        pm_Settings::set(self::SETTING, null);
    }

    /** @return list<string> */
    private static function ask(): array
    {
        $addresses = [$_SERVER['SERVER_ADDR'] ?? ''];
        foreach (pm_Domain::getAllDomains(true) as $domain) {
            try {
                array_push($addresses, ...array_values($domain->getIpAddresses(true)), ...array_values($domain->getIpAddresses(false)));
            } catch (pm_Exception) {
                // Removed since it was listed.
            }
            $addresses = array_values(array_unique($addresses));
        }

        return self::valid($addresses);
    }

    /** @return list<string> */
    private static function valid(array $addresses): array
    {
        $valid = array_filter($addresses, static fn (mixed $each): bool => filter_var($each, FILTER_VALIDATE_IP) !== false);

        return array_slice(array_values($valid), 0, self::MOST);
    }
}
