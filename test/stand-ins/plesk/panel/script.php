<?php

declare(strict_types=1);

/**
 * What the panel starts without a browser: `script.php <file of plib/scripts> [words]`, `script.php --tasks` for the queue of
 * long tasks, `script.php --cancel-tasks` to empty it, `script.php --update <domain>` for a site's configuration.
 */

require __DIR__ . '/boot.php';

[, $what] = $argv;
if ($what === '--tasks') {
    pm_Context::init(EXTENSION);
    foreach (Panel::kept('tasks') as $number => $row) {
        if ($row['status'] === pm_LongTask_Task::STATUS_NOT_STARTED) {
            (new $row['class']())->restored((string) $number, $row)->runHere();
        }
    }
} elseif ($what === '--cancel-tasks') {
    pm_Context::init(EXTENSION);
    (new pm_LongTask_Manager())->cancelAllTasks();
} elseif ($what === '--update') {
    foreach (pm_Domain::getAllDomains() as $domain) {
        if ($domain->getName() === $argv[2]) {
            (new pm_WebServer())->updateDomainConfiguration($domain);
        }
    }
} else {
    array_splice($argv, 1, 1);
    require Panel::psa('admin/plib/modules/' . EXTENSION . "/scripts/$what");
}
