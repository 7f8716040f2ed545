<?php

declare(strict_types=1);

class pm_WebServer
{
    /** Asks the hook and writes its lines between the marks that Plesk puts there, for the test's web servers to include. */
    public function updateDomainConfiguration($domain)
    {
        if (in_array($domain->getName(), Panel::data()['brokenSites'] ?? [], true)) {
            throw new PleskDBException('the configuration test failed: <nginx> says no');
        }
        $hook = Panel::hook('WebServer');
        $texts = [
            'nginx.conf' => $hook->getDomainNginxConfig($domain),
            'nginx-proxy.conf' => $hook->getDomainNginxProxyConfig($domain),
            'apache.conf' => $hook->getDomainApacheConfig($domain),
        ];
        $folder = STAND_IN_ROOT . $domain->getVhostSystemPath() . '/conf';
        if (!is_dir($folder)) {
            mkdir($folder, 0755, true);
        }
        foreach ($texts as $name => $text) {
            $marked = $text === '' ? '' : '# extension ' . EXTENSION . " begin\n$text\n# extension " . EXTENSION . " end\n";
            file_put_contents("$folder/$name", $marked);
        }
        Panel::note('updated', $domain->getName());
    }
}
