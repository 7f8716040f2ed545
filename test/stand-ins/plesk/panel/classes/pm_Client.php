<?php

declare(strict_types=1);

class pm_Client
{
    private function __construct(private readonly int $id, private readonly array $facts)
    {
    }

    public static function getByClientId($clientId)
    {
        $facts = Panel::data()['clients'][(string) $clientId] ?? throw new pm_Exception("no client $clientId");

        return new self((int) $clientId, $facts);
    }

    public function isAdmin()
    {
        return $this->facts['type'] === 'admin';
    }

    public function isReseller()
    {
        return $this->facts['type'] === 'reseller';
    }

    public function isClient()
    {
        return $this->facts['type'] === 'client';
    }

    /** Values of the panel's database arrive as text. */
    public function getId()
    {
        return (string) $this->id;
    }

    public function getLogin()
    {
        return $this->facts['login'];
    }

    public function hasAccessToDomain($domainId)
    {
        $owner = Panel::data()['domains'][(string) $domainId]['client'] ?? null;
        if ($owner === null) {
            return false;
        }
        $reseller = Panel::data()['clients'][(string) $owner]['reseller'] ?? null;

        return $this->isAdmin() || $owner === $this->id || ($this->isReseller() && $reseller === $this->id);
    }

    public function hasPermission($name, $domain)
    {
        $known = Panel::hook('Permissions')->getPermissions();
        if (!isset($known[$name])) {
            throw new pm_Exception("no permission $name");
        }

        return $this->isAdmin() || $domain->hasPermission($name);
    }
}
