<?php

declare(strict_types=1);

class pm_Domain
{
    private array $facts;

    public function __construct(private $domainId)
    {
        $this->facts = Panel::data()['domains'][(string) $domainId] ?? throw new pm_Exception("no domain $domainId");
    }

    public static function getByDomainId($domainId)
    {
        return new self($domainId);
    }

    /** By the name that is displayed, as the stubs say. */
    public static function getByName($domainName)
    {
        foreach (self::getAllDomains() as $domain) {
            if ($domain->getDisplayName() === $domainName) {
                return $domain;
            }
        }
        throw new pm_Exception("no domain $domainName");
    }

    public static function getAllDomains($mainDomainsOnly = false)
    {
        return array_map(static fn ($id) => new self($id), array_keys(Panel::data()['domains']));
    }

    public static function getDomainsByClient($client, $mainDomainsOnly = false)
    {
        return array_filter(self::getAllDomains(), static fn ($domain) => $domain->getClient()->getId() === $client->getId());
    }

    public function getId()
    {
        return (string) $this->domainId;
    }

    public function getName()
    {
        return $this->facts['name'];
    }

    public function getDisplayName()
    {
        return $this->facts['displayName'] ?? $this->facts['name'];
    }

    public function getClient()
    {
        return pm_Client::getByClientId($this->facts['client']);
    }

    public function hasHosting()
    {
        return $this->facts['hosting'] ?? true;
    }

    public function getIpAddresses($public = true)
    {
        return $this->facts['addresses'] ?? ['192.0.2.1'];
    }

    public function getSysUserLogin()
    {
        return $this->facts['systemUser'] ?? 'site' . $this->domainId;
    }

    public function getDocumentRoot($relative = false)
    {
        return $this->vhosts() . "/{$this->getName()}/httpdocs";
    }

    public function getVhostSystemPath()
    {
        return $this->vhosts() . "/system/{$this->getName()}";
    }

    public function hasPermission($name)
    {
        return $this->facts['permissions'][$name] ?? true;
    }

    private function vhosts(): string
    {
        if (!$this->hasHosting()) {
            throw new pm_Exception("{$this->getName()} has no hosting");
        }

        return '/var/www/vhosts';
    }
}
