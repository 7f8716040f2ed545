<?php

declare(strict_types=1);

/** What the browser asks, as far as PHP has to know it: the rest is handed on as it came. */
final class Modules_ActiveConnections_Question
{
    private const LONGEST_QUERY = 8192;
    private const LONGEST_FORM = 65536;

    /** Plesk's own words in a link of ours: which domain a button belongs to. */
    private const PLESKS_OWN = ['dom_id', 'site_id', 'alias_id', 'context'];

    /**
     * @param string   $method GET or POST
     * @param string   $query  without Plesk's own words
     * @param string   $form   the body of a POST, without Plesk's own token
     * @param int|null $site   id of the one domain of the per-domain view; not checked yet
     */
    private function __construct(
        public readonly string $method,
        public readonly string $query,
        public readonly string $form,
        public readonly ?int $site,
    ) {
    }

    /** @param string|null $siteInPath of `/site/7` in the address: it comes before what a button added */
    public static function ofBrowser(?string $siteInPath): self
    {
        $method = match ($_SERVER['REQUEST_METHOD'] ?? 'GET') {
            'GET', 'HEAD' => 'GET',
            'POST' => 'POST',
            default => throw new Modules_ActiveConnections_Refusal('bad-request'),
        };
        $query = (string) ($_SERVER['QUERY_STRING'] ?? '');
        $form = $method === 'POST' ? self::body() : '';
        if (strlen($query) > self::LONGEST_QUERY || strlen($form) > self::LONGEST_FORM) {
            throw new Modules_ActiveConnections_Refusal('too-large');
        }
        $site = $siteInPath ?? $_GET['site_id'] ?? $_GET['dom_id'] ?? null;

        return new self(
            $method,
            self::without($query, self::PLESKS_OWN),
            self::without($form, [Modules_ActiveConnections_ForgeryToken::NAME]),
            $site === null ? null : self::id($site),
        );
    }

    public static function id(mixed $text): int
    {
        if (!is_string($text) || preg_match('/^[1-9]\d{0,9}$/D', $text) !== 1) {
            throw new Modules_ActiveConnections_Refusal('not-yours');
        }

        return (int) $text;
    }

    private static function body(): string
    {
        $type = strtolower(trim(explode(';', (string) ($_SERVER['CONTENT_TYPE'] ?? ''))[0]));
        if ($type !== 'application/x-www-form-urlencoded') {
            throw new Modules_ActiveConnections_Refusal('bad-request');
        }

        return (string) file_get_contents('php://input', false, null, 0, self::LONGEST_FORM + 1);
    }

    /** @param list<string> $names */
    private static function without(string $pairs, array $names): string
    {
        $kept = array_filter(
            explode('&', $pairs),
            static fn (string $pair): bool => !in_array(urldecode(explode('=', $pair, 2)[0]), $names, true),
        );

        return implode('&', $kept);
    }
}
