<?php

declare(strict_types=1);

/** Which domains somebody may see, and what the backend is told about them. Names never come from the browser, only ids. */
final class Modules_ActiveConnections_AllowedDomains
{
    public const ACCESS = 'access';
    public const BLOCK = 'block';

    /** The domain of that id. It is one answer whether it does not exist or is somebody else's. */
    public static function one(pm_Client $client, int $id): pm_Domain
    {
        try {
            $domain = self::mayReach($client, $id) ? pm_Domain::getByDomainId($id) : null;
        } catch (pm_Exception) {
            $domain = null;
        }
        if ($domain === null || (int) $domain->getId() !== $id || !self::maySee($client, $domain)) {
            throw new Modules_ActiveConnections_Refusal('not-yours');
        }

        return $domain;
    }

    /** @return Generator<pm_Domain> */
    public static function of(pm_Client $client): Generator
    {
        // A reseller's customers own their domains themselves; so all are asked for, and each one is checked.
        $candidates = $client->isClient() ? pm_Domain::getDomainsByClient($client) : pm_Domain::getAllDomains();
        foreach ($candidates as $domain) {
            if (self::maySee($client, $domain)) {
                yield $domain;
            }
        }
    }

    /** @return list<array<string, int|string|bool>> the domains that have a website */
    public static function described(pm_Client $client, iterable $domains): array
    {
        $described = [];
        foreach ($domains as $domain) {
            try {
                if ($domain->hasHosting()) {
                    $described[] = self::describe($client, $domain);
                }
            } catch (pm_Exception) {
                // Removed since it was listed, or half set up: it has no logs to look at.
            }
        }

        return $described;
    }

    public static function mayBlock(pm_Client $client, pm_Domain $domain): bool
    {
        return $client->isAdmin() || $client->hasPermission(self::BLOCK, $domain);
    }

    private static function maySee(pm_Client $client, pm_Domain $domain): bool
    {
        return self::mayReach($client, (int) $domain->getId())
            && ($client->isAdmin() || $client->hasPermission(self::ACCESS, $domain));
    }

    private static function mayReach(pm_Client $client, int $id): bool
    {
        return $client->isAdmin() || $client->hasAccessToDomain($id);
    }

    /** @return array<string, int|string|bool> */
    private static function describe(pm_Client $client, pm_Domain $domain): array
    {
        return [
            'id' => (int) $domain->getId(),
            'name' => (string) $domain->getName(),
            'displayName' => (string) $domain->getDisplayName(),
            'owner' => (string) $domain->getClient()->getLogin(),
            'systemUser' => (string) $domain->getSysUserLogin(),
            'documentRoot' => (string) $domain->getDocumentRoot(),
            'logs' => $domain->getVhostSystemPath() . '/logs',
            'mayBlock' => self::mayBlock($client, $domain),
        ];
    }
}
