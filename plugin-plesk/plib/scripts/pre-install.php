<?php

// Written for a PHP of any age, for its task is to refuse an old one. It ends with 1 to have the installation given up.

$leastPhp = '8.1.0';
$leastPlesk = '18.0.60';

if (version_compare(PHP_VERSION, $leastPhp, '<')) {
    echo "Active Connections needs a panel with PHP $leastPhp or newer; this one has " . PHP_VERSION . ". Update Plesk first.\n";
    exit(1);
}
pm_Context::init('active-connections');
$plesk = (string) pm_ProductInfo::getVersion();
if (version_compare($plesk, $leastPlesk, '<')) {
    echo "Active Connections needs Plesk $leastPlesk or newer; this is $plesk. Update Plesk first.\n";
    exit(1);
}
if (!pm_ProductInfo::isUnix()) {
    echo "Active Connections needs Plesk for Linux.\n";
    exit(1);
}
