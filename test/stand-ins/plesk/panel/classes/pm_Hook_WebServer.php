<?php

abstract class pm_Hook_WebServer implements pm_Hook_Interface
{
    public function getDomainApacheConfig(pm_Domain $domain)
    {
        return '';
    }

    public function getDomainNginxConfig(pm_Domain $domain)
    {
        return '';
    }

    public function getDomainNginxProxyConfig(pm_Domain $domain)
    {
        return '';
    }
}
