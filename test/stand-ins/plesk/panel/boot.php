<?php

declare(strict_types=1);

/** Loads the stand-in's classes, and the extension's own by Plesk's rules. */

define('STAND_IN_ROOT', (string) getenv('PLESK_STAND_IN_ROOT'));
if (!is_dir(STAND_IN_ROOT)) {
    exit('PLESK_STAND_IN_ROOT names no folder');
}
error_reporting(E_ALL);
ini_set('display_errors', 'stderr');

// Every notice is a fault: on a real panel it would stand in panel.log.
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if ((error_reporting() & $level) === 0) {
        return false;
    }
    throw new ErrorException($message, 0, $level, $file, $line);
});

const EXTENSION = 'active-connections';

spl_autoload_register(static function (string $class): void {
    $own = 'Modules_' . str_replace(' ', '', ucwords(str_replace('-', ' ', EXTENSION))) . '_';
    $plib = STAND_IN_ROOT . '/usr/local/psa/admin/plib/modules/' . EXTENSION;
    if (str_starts_with($class, $own)) {
        $name = substr($class, strlen($own));
        // Hooks are not among them: the panel loads those by their place.
        $own = "$plib/library/" . str_replace('_', '/', $name) . '.php';
        if (is_file($own)) {
            require_once $own;
        }
        return;
    }
    $file = __DIR__ . '/classes/' . str_replace('\\', '_', $class) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});
