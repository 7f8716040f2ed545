<?php

declare(strict_types=1);

/** As much of Zend_Controller_Request_Http as is used. */
final class StandInRequest
{
    /** @param array<string, string> $inPath `/controller/action/key/value` */
    public function __construct(public readonly string $controller, public readonly string $action, private readonly array $inPath)
    {
    }

    public static function ofPath(string $path): self
    {
        $words = array_values(array_filter(explode('/', $path), static fn (string $word): bool => $word !== ''));
        $inPath = [];
        for ($at = 2; $at < count($words); $at += 2) {
            $inPath[urldecode($words[$at])] = isset($words[$at + 1]) ? urldecode($words[$at + 1]) : null;
        }

        return new self($words[0] ?? 'index', $words[1] ?? 'index', array_filter($inPath, is_string(...)));
    }

    public function getUserParam($key, $default = null)
    {
        return $this->inPath[$key] ?? $default;
    }
}
