<?php

declare(strict_types=1);

/** Has Plesk write the web server configuration of sites anew, so that our hook is asked for their rules. */
final class Modules_ActiveConnections_SiteUpdates
{
    private const SETTING = 'pending-sites';

    /** A value of pm_Settings holds 5000 characters. What does not fit is done when somebody changes it again. */
    private const MOST_PENDING = 300;
    private const LONGEST_TEXT = 4900;

    /**
     * Sites that fail are tried again by the scheduled task.
     *
     * @param list<int|string> $sites ids or ASCII names
     * @return list<string> the ones that failed, by a name to show
     */
    public static function apply(array $sites): array
    {
        if ($sites === []) {
            return [];
        }
        $failed = [];
        $pending = array_diff(self::pending(), $sites);
        foreach ($sites as $site) {
            $domain = self::domain($site);
            if ($domain === null) {
                // No such domain any more: there is no configuration to change.
                continue;
            }
            try {
                (new pm_WebServer())->updateDomainConfiguration($domain);
            } catch (Throwable $error) {
                $pending[] = $site;
                $failed[] = (string) $domain->getDisplayName();
                pm_Log::err('Active Connections: ' . Modules_ActiveConnections_Refusal::printable($error->getMessage()));
            }
        }
        self::remember($pending);

        return $failed;
    }

    /** @return list<int|string> the ones that failed before */
    public static function pending(): array
    {
        $kept = json_decode((string) pm_Settings::get(self::SETTING, '[]'), true);

        return is_array($kept) ? array_values(array_filter($kept, static fn (mixed $each): bool => is_int($each) || is_string($each))) : [];
    }

    /** @param array<int|string> $pending */
    private static function remember(array $pending): void
    {
        $most = array_slice(array_values(array_unique($pending)), 0, self::MOST_PENDING);
        $text = json_encode($most, JSON_THROW_ON_ERROR);
        while (strlen($text) > self::LONGEST_TEXT) {
            array_pop($most);
            $text = json_encode($most, JSON_THROW_ON_ERROR);
        }
        pm_Settings::set(self::SETTING, $text);
    }

    private static function domain(int|string $site): ?pm_Domain
    {
        try {
            $domain = is_int($site) ? pm_Domain::getByDomainId($site) : pm_Domain::getByName($site);
            if (is_int($site) || strtolower((string) $domain->getName()) === $site) {
                return $domain;
            }
        } catch (pm_Exception) {
            // It may be there all the same: Plesk looks a name up as it is displayed, and ours is in ASCII.
        }
        foreach (is_string($site) ? pm_Domain::getAllDomains() : [] as $candidate) {
            if (strtolower((string) $candidate->getName()) === $site) {
                return $candidate;
            }
        }

        return null;
    }
}
