<?php

namespace Plesk\SDK\Hook\Home;

abstract class Block
{
    public const SECTION_PLESK = 'plesk';
    public const SECTION_SERVER = 'server';
    public const SECTION_SECURITY = 'security';

    public function getId(): string
    {
        return static::class;
    }

    public function getTitle(): string
    {
        return '';
    }

    public function getContent(): string
    {
        return '';
    }

    public function getName(): string
    {
        return '';
    }

    public function getSection(): string
    {
        return self::SECTION_PLESK;
    }

    public function isAsyncLoaded(): bool
    {
        return true;
    }
}
