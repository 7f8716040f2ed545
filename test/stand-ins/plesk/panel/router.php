<?php

declare(strict_types=1);

/**
 * The panel's web side, for `php -S`: the session of the cookie, the forgery token, an extension's files and pages.
 * `/stand-in/…` tells a test what the hooks say.
 */

require __DIR__ . '/boot.php';

function forgeryToken(): string
{
    return md5('forgery ' . Panel::$session);
}

Panel::$session = (string) ($_COOKIE['PLESKSESSID'] ?? '');
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$base = '/modules/' . EXTENSION . '/';

// The stand-in's login: whoever knows the id of a session has it.
if (str_starts_with($path, '/stand-in/enter/')) {
    setcookie('PLESKSESSID', basename($path), ['path' => '/', 'httponly' => true, 'samesite' => 'Strict']);
    http_response_code(303);
    header("Location: {$base}index.php/index/index");
    return true;
}
if (!pm_Session::isExist()) {
    http_response_code(303);
    header('Location: /login_up.php');
    return true;
}
if (($_COOKIE['forgery_protection_token'] ?? '') !== forgeryToken()) {
    setcookie('forgery_protection_token', forgeryToken());
}
// Where the browser is, as a test says: here every one comes over loopback, which nobody may block anyway.
$_SERVER['REMOTE_ADDR'] = Panel::data()['sessions'][Panel::$session]['address'] ?? $_SERVER['REMOTE_ADDR'];
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $given = $_SERVER['HTTP_X_FORGERY_PROTECTION_TOKEN'] ?? $_POST['forgery_protection_token'] ?? '';
    if (!is_string($given) || !hash_equals(forgeryToken(), $given)) {
        http_response_code(500);
        echo 'Forgery protection token check failed';
        return true;
    }
}
if ($path === '/stand-in/buttons') {
    header('Content-Type: application/json');
    $buttons = Panel::hook('CustomButtons')->getButtons();
    $shown = array_filter($buttons, static fn (array $button): bool => ($button['visibility'])($_GET));
    echo json_encode(array_values(array_map(static fn (array $button) => array_diff_key($button, ['visibility' => 0]), $shown)));
    return true;
}
if ($path === '/stand-in/home') {
    foreach (Panel::hook('Home')->getBlocks() as $block) {
        echo $block->getTitle(), $block->getContent();
    }
    return true;
}
if (!str_starts_with($path, $base)) {
    http_response_code(404);
    return true;
}
pm_Context::init(EXTENSION);
$rest = substr($path, strlen($base));
if ($rest === '' || str_starts_with($rest, 'index.php')) {
    require pm_Context::getHtdocsDir() . 'index.php';
    return true;
}
$file = realpath(pm_Context::getHtdocsDir() . $rest);
$types = ['css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml'];
$type = $types[pathinfo((string) $file, PATHINFO_EXTENSION)] ?? null;
if ($file === false || $type === null || !str_starts_with($file, (string) realpath(pm_Context::getHtdocsDir()))) {
    http_response_code(404);
    return true;
}
header("Content-Type: $type");
readfile($file);
return true;
