<?php

declare(strict_types=1);

/** The stand-in's data: `panel.json` is written by the test, `kept.json` is what the panel keeps. */
final class Panel
{
    /** Of the request under way: the id of its login session. */
    public static string $session = '';

    /** @return array<string, mixed> clients, domains and sessions */
    public static function data(): array
    {
        return json_decode((string) file_get_contents(STAND_IN_ROOT . '/panel.json'), true, 32, JSON_THROW_ON_ERROR);
    }

    public static function kept(string $name): array
    {
        return self::all()[$name] ?? [];
    }

    public static function keep(string $name, array $value): void
    {
        self::change($name, static fn (): array => $value);
    }

    /** Page and task runner are processes of their own: nobody overwrites what the other one kept. */
    public static function change(string $name, callable $change): void
    {
        $lock = fopen(STAND_IN_ROOT . '/kept.lock', 'c');
        flock($lock, LOCK_EX);
        $all = self::all();
        $all = [$name => $change($all[$name] ?? [])] + $all;
        $path = STAND_IN_ROOT . '/kept.json';
        file_put_contents("$path.new", json_encode($all, JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT));
        rename("$path.new", $path);
        fclose($lock);
    }

    public static function note(string $what, string $text): void
    {
        self::change($what, static fn (array $texts): array => [...$texts, $text]);
    }

    public static function psa(string $path): string
    {
        return STAND_IN_ROOT . "/usr/local/psa/$path";
    }

    /** A hook of the extension: the object its file gives, or one of the class it makes. */
    public static function hook(string $name): object
    {
        $given = require_once self::psa('admin/plib/modules/' . EXTENSION . "/hooks/$name.php");

        return is_object($given) ? $given : new ("Modules_ActiveConnections_$name")();
    }

    private static function all(): array
    {
        $path = STAND_IN_ROOT . '/kept.json';

        return is_file($path) ? json_decode((string) file_get_contents($path), true, 32, JSON_THROW_ON_ERROR) : [];
    }
}
