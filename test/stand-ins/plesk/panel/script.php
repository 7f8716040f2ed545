<?php

declare(strict_types=1);

/**
 * What the panel starts without a browser: `script.php <file of plib/scripts> [words]`, `script.php --tasks` for the queue of
 * long tasks, `script.php --update <domain>` for a site's configuration.
 */

require __DIR__ . '/boot.php';

[, $what] = $argv;
if ($what === '--tasks') {
    pm_Context::init(EXTENSION);
    foreach (Panel::kept('tasks') as $number => $row) {
        if ($row['status'] === pm_LongTask_Task::STATUS_NOT_STARTED) {
            (new $row['class']())->restored($number, $row)->runHere();
        }
    }
} elseif ($what === '--update') {
    (new pm_WebServer())->updateDomainConfiguration(pm_Domain::getByName($argv[2]));
} else {
    array_splice($argv, 1, 1);
    require Panel::psa('admin/plib/modules/' . EXTENSION . "/scripts/$what");
}
