<?php

declare(strict_types=1);

/** Dispatches a request to an extension, in the panel's own page. */
class pm_Application
{
    public function run()
    {
        $path = (string) preg_replace('~^/modules/[a-z-]+/index\.php~', '', (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
        $request = StandInRequest::ofPath($path);
        $response = new StandInResponse();
        $class = self::camelCase($request->controller) . 'Controller';
        $file = pm_Context::getPlibDir() . "controllers/$class.php";
        if (preg_match('/^[a-z-]+$/D', $request->controller . $request->action) !== 1 || !is_file($file)) {
            self::send($response->setHttpResponseCode(404), 'Page not found');
            return;
        }
        require_once $file;
        $controller = new $class($request, $response);
        $action = lcfirst(self::camelCase($request->action)) . 'Action';
        if (!is_callable([$controller, $action])) {
            self::send($response->setHttpResponseCode(404), 'Page not found');
            return;
        }
        if (!$controller->isOpenTo(pm_Session::getClient())) {
            self::send($response->setHttpResponseCode(403), 'Permission denied');
            return;
        }
        $controller->$action();
        $view = pm_Context::getPlibDir() . "views/scripts/{$request->controller}/{$request->action}.phtml";
        self::send($response, self::page($controller->view, $controller->view->render($view)));
    }

    public static function send(StandInResponse $response, string $body): void
    {
        http_response_code($response->status);
        foreach ($response->headers as $name => $value) {
            header("$name: $value");
        }
        echo $body;
    }

    /** The name Plesk prints as it is: the harsher of the two guesses. */
    private static function page(StandInView $view, string $content): string
    {
        $token = forgeryToken();
        $messages = array_map(htmlspecialchars(...), Panel::kept('messages'));
        Panel::keep('messages', []);
        $status = implode('', array_map(static fn (string $text): string => "<div class=\"msg-box msg-error\">$text</div>", $messages));

        $banner = self::banner();
        $tasks = self::tasks();

        return <<<HTML
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>{$view->pageTitle}</title>
            <meta name="forgery_protection_token" id="forgery_protection_token" content="$token">
            <script>Array.prototype.each = function () {}; Element.prototype.observe = function () {}; window.\$ = (id) => document.getElementById(id);</script></head>
            <body>$banner<h1>{$view->pageTitle}</h1>$status<div id="content">$content</div>$tasks</body></html>
            HTML;
    }

    /** The queue as everybody sees it: the harsher of the two guesses. */
    private static function tasks(): string
    {
        $lines = array_map(
            static fn (array $row): string => '<li>' . htmlspecialchars(($row['message'] ?? '…') . " ({$row['progress']} %)") . '</li>',
            Panel::kept('tasks'),
        );

        return $lines === [] ? '' : '<ul id="tasks">' . implode('', $lines) . '</ul>';
    }

    /** For people who look at the stand-in: what it is, and the buttons that the real panel has. */
    private static function banner(): string
    {
        $text = Panel::data()['banner'] ?? '';
        if ($text === '') {
            return '';
        }
        $page = pm_Context::getBaseUrl() . 'index.php/index/index';
        $client = pm_Session::getClient();
        $domains = $client->isAdmin() ? pm_Domain::getAllDomains() : pm_Domain::getDomainsByClient($client);
        $links = "<a href=\"$page\">Active Connections</a>";
        foreach ($domains as $domain) {
            $links .= " · <a href=\"$page/site/{$domain->getId()}\">on the card of " . htmlspecialchars($domain->getName()) . '</a>';
        }

        return '<header><p><strong>' . htmlspecialchars($text) . '</strong> · ' . htmlspecialchars($client->getLogin()) . " · $links</p></header>";
    }

    private static function camelCase(string $dashed): string
    {
        return str_replace(' ', '', ucwords(str_replace('-', ' ', $dashed)));
    }
}
