<?php

declare(strict_types=1);

/** Why there is no page: becomes a clear page of our own, with the text of `refusal.<kind>` in the locale. */
final class Modules_ActiveConnections_Refusal extends RuntimeException
{
    private const STATUSES = [
        'not-yours' => 404,
        'no-hosting' => 404,
        'no-access' => 403,
        'bad-request' => 400,
        'too-large' => 413,
        'no-node' => 503,
        'stale' => 503,
        'too-slow' => 503,
        'no-answer' => 503,
        'not-agreed' => 503,
        'bug' => 500,
    ];

    /** @param string $detail printed escaped, below the text; may be empty */
    public function __construct(public readonly string $kind, public readonly string $detail = '')
    {
        parent::__construct($kind . ($detail === '' ? '' : ": $detail"));
    }

    public function status(): int
    {
        return self::STATUSES[$this->kind] ?? 500;
    }

    /** Cut, on one line and without control bytes: fit for a page and for a log. */
    public static function printable(string $foreign, int $longest = 300): string
    {
        $oneLine = preg_replace('/[^\x20-\x7e]+/', ' ', substr($foreign, 0, 4 * $longest)) ?? '';

        return substr(trim($oneLine), 0, $longest);
    }
}
