<?php

declare(strict_types=1);

// Runs as psaadm, after an installation and after an upgrade: sets the scheduled task, asks the backend whether it is well,
// and has the sites with rules of ours written anew. Says what is missing, and never fails an installation over it.

pm_Context::init('active-connections');
Modules_ActiveConnections_SiteRules::setGoing(false);
Modules_ActiveConnections_ServerAddresses::forget();

$expire = 'expire.php';
$scheduler = pm_Scheduler::getInstance();
foreach ($scheduler->listTasks() as $task) {
    if ($task->getCmd() === $expire) {
        $scheduler->removeTask($task);
    }
}
$task = new pm_Scheduler_Task();
$task->setCmd($expire);
$task->setSchedule(pm_Scheduler::$EVERY_5_MIN);
$scheduler->putTask($task);

try {
    Modules_ActiveConnections_Backend::ask('hello');
    echo "Active Connections is ready.\n";
} catch (Modules_ActiveConnections_Refusal $refusal) {
    echo pm_Locale::lmsg("refusal.{$refusal->kind}") . ' ' . pm_Locale::lmsg("refusal.{$refusal->kind}.advice") . "\n";
    if ($refusal->detail !== '') {
        echo "{$refusal->detail}\n";
    }
}
foreach (Modules_ActiveConnections_SiteUpdates::apply(Modules_ActiveConnections_SiteRules::domains()) as $name) {
    echo pm_Locale::lmsg('site-not-updated', ['site' => $name]) . "\n";
}
