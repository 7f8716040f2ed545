<?php

declare(strict_types=1);

/** What the backend said, once it is known to be what was agreed. */
final class Modules_ActiveConnections_Answer
{
    private const LARGEST_BYTES = 4 * 1024 * 1024;

    /**
     * @param string|null      $location     where to go instead: a query that begins with `?`
     * @param string           $body         HTML for a page and for the block on the home page, else plain text
     * @param list<int|string> $changedSites domains whose rules changed: ids, or ASCII names where no id is known
     * @param array{key: string, progress: int, state: string}|null $task a long reading that is to be done or under way
     */
    private function __construct(
        public readonly int $status,
        public readonly ?string $location,
        public readonly string $title,
        public readonly string $body,
        public readonly array $changedSites,
        public readonly ?array $task,
    ) {
    }

    public static function parse(string $stdout): self
    {
        if (strlen($stdout) > self::LARGEST_BYTES) {
            throw self::notAgreed('longer than 4 MB');
        }
        $said = json_decode($stdout, true, 16);
        if (!is_array($said) || ($said['schema'] ?? null) !== Modules_ActiveConnections_Version::SCHEMA) {
            throw self::notAgreed('not JSON of schema ' . Modules_ActiveConnections_Version::SCHEMA);
        }
        if (($said['version'] ?? null) !== Modules_ActiveConnections_Version::TEXT) {
            throw new Modules_ActiveConnections_Refusal('stale');
        }

        return new self(
            self::status($said['status'] ?? null),
            self::location($said['location'] ?? null),
            self::title($said['title'] ?? null),
            self::body($said['body'] ?? null),
            self::changedSites($said['changedSites'] ?? null),
            self::task($said['task'] ?? null),
        );
    }

    private static function notAgreed(string $what): Modules_ActiveConnections_Refusal
    {
        return new Modules_ActiveConnections_Refusal('not-agreed', $what);
    }

    private static function status(mixed $status): int
    {
        return is_int($status) && $status >= 200 && $status <= 599 ? $status : throw self::notAgreed('status');
    }

    private static function location(mixed $location): ?string
    {
        if ($location === null) {
            return null;
        }
        $isQuery = is_string($location) && preg_match('/^\?[\x21-\x7e]{0,4000}$/D', $location) === 1;

        return $isQuery ? $location : throw self::notAgreed('location');
    }

    /** Whether Plesk escapes a title is not documented: so there is nothing in it to escape. */
    private static function title(mixed $title): string
    {
        if (!is_string($title) || strlen($title) > 1000) {
            throw self::notAgreed('title');
        }

        return (string) preg_replace('/[<>&"\'\x00-\x1f\x7f]+/', ' ', $title);
    }

    /** No script comes with a page: the ones that there are lie in files of ours. */
    private static function body(mixed $body): string
    {
        if (!is_string($body) || str_contains($body, "\0") || stripos($body, '<script') !== false) {
            throw self::notAgreed('body');
        }

        return $body;
    }

    /** @return list<int|string> */
    private static function changedSites(mixed $sites): array
    {
        if (!is_array($sites) || !array_is_list($sites) || count($sites) > 1000) {
            throw self::notAgreed('changedSites');
        }
        foreach ($sites as $site) {
            $isName = is_string($site) && preg_match('/^[a-z0-9*][a-z0-9._-]{0,252}$/D', $site) === 1;
            if (!$isName && (!is_int($site) || $site < 1)) {
                throw self::notAgreed('changedSites');
            }
        }

        return $sites;
    }

    /** @return array{key: string, progress: int, state: string}|null */
    private static function task(mixed $task): ?array
    {
        if ($task === null) {
            return null;
        }
        ['key' => $key, 'progress' => $progress, 'state' => $state] = is_array($task) ? $task + self::NO_TASK : self::NO_TASK;
        $isKey = is_string($key) && preg_match('/^[0-9a-f]{16,64}$/D', $key) === 1;
        if (!$isKey || !is_int($progress) || $progress < 0 || $progress > 100 || !in_array($state, self::TASK_STATES, true)) {
            throw self::notAgreed('task');
        }

        return ['key' => $key, 'progress' => $progress, 'state' => $state];
    }

    private const NO_TASK = ['key' => null, 'progress' => null, 'state' => null];
    private const TASK_STATES = ['goes-on', 'done', 'stopped', 'broken'];
}
