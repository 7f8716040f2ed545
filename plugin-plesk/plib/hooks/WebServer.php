<?php

declare(strict_types=1);

/**
 * Gives Plesk the rules of a site when it writes the site's configuration. The same lines for all of nginx's places and of
 * Apache's: nginx answers static files by itself, and without nginx Apache answers all.
 *
 * The parameters have no type because older panels declare none.
 */
class Modules_ActiveConnections_WebServer extends pm_Hook_WebServer
{
    public function getDomainNginxConfig($domain): string
    {
        return Modules_ActiveConnections_SiteRuleText::nginx($this->addresses($domain));
    }

    public function getDomainNginxProxyConfig($domain): string
    {
        return Modules_ActiveConnections_SiteRuleText::nginx($this->addresses($domain));
    }

    public function getDomainApacheConfig($domain): string
    {
        return Modules_ActiveConnections_SiteRuleText::apache($this->addresses($domain));
    }

    /** @return list<string> */
    private function addresses(pm_Domain $domain): array
    {
        pm_Context::init('active-connections');

        return Modules_ActiveConnections_SiteRules::inForce((string) $domain->getName());
    }
}
