<?php

declare(strict_types=1);

// Takes our rules out of the sites' configuration, which is only possible while our hook is still there, and lists the blocks
// for the whole server, which stay in force where they were made.

pm_Context::init('active-connections');
Modules_ActiveConnections_SiteRules::setGoing(true);

$domains = Modules_ActiveConnections_SiteRules::domains();
$failed = Modules_ActiveConnections_SiteUpdates::apply($domains);
foreach ($domains as $domain) {
    echo "Site $domain: " . count(Modules_ActiveConnections_SiteRules::of($domain)) . " address(es) may come in again.\n";
}
foreach ($failed as $name) {
    echo "Site $name could not be written anew. Later: Domains > $name > Apache & nginx Settings > Apply.\n";
}
try {
    $blocks = Modules_ActiveConnections_Backend::ask('blocks')->body;
    if (trim($blocks) !== '') {
        echo "These blocks stay in force. Lift them in Fail2Ban or in the firewall when you want them gone:\n";
        foreach (array_slice(explode("\n", trim($blocks)), 0, 1000) as $line) {
            echo '  ' . Modules_ActiveConnections_Refusal::printable($line) . "\n";
        }
    }
} catch (Modules_ActiveConnections_Refusal $refusal) {
    echo "Blocks for the whole server could not be listed; they stay in force. See Fail2Ban and the firewall.\n";
}

Modules_ActiveConnections_ServerAddresses::forget();
pm_Scheduler::getInstance()->removeAllTasks();
(new pm_LongTask_Manager())->cancelAllTasks();
