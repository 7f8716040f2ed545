<?php

declare(strict_types=1);

/** Puts together what the backend has to know about a page: who asks, for which domains, what. */
final class Modules_ActiveConnections_PageRequest
{
    /**
     * @param pm_Domain|null $site the one of the per-domain view, checked
     * @return array<string, mixed>
     */
    public static function of(
        Modules_ActiveConnections_Operator $operator,
        Modules_ActiveConnections_Question $question,
        ?pm_Domain $site,
    ): array {
        return [
            'operator' => $operator->described(),
            'method' => $question->method,
            'query' => $question->query,
            'form' => $question->form,
        ] + self::reach($operator->client, $site);
    }

    /**
     * What a client may see, with or without a session.
     *
     * @return array<string, mixed>
     */
    public static function reach(pm_Client $client, ?pm_Domain $site): array
    {
        $wholeServer = $client->isAdmin() && $site === null;
        $domains = $site === null ? Modules_ActiveConnections_AllowedDomains::of($client) : [$site];
        $described = $wholeServer ? null : Modules_ActiveConnections_AllowedDomains::described($client, $domains);
        if ($described === []) {
            throw new Modules_ActiveConnections_Refusal($site === null ? 'no-access' : 'no-hosting');
        }

        return [
            'domains' => $described,
            'site' => $site === null ? null : (int) $site->getId(),
            'mayBlock' => $wholeServer || in_array(true, array_column($described, 'mayBlock'), true),
            'ownAddresses' => Modules_ActiveConnections_ServerAddresses::known(),
            'base' => ['page' => self::address($site), 'assets' => pm_Context::getBaseUrl() . 'assets/'],
        ];
    }

    /** Where our page is, for the whole of what somebody may see or for one domain. */
    public static function address(?pm_Domain $site): string
    {
        $page = pm_Context::getBaseUrl() . 'index.php/index/index';

        return $site === null ? $page : "$page/site/" . (int) $site->getId();
    }
}
