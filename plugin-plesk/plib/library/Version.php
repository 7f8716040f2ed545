<?php

declare(strict_types=1);

/** The version of the PHP side. Wrapper and bundle carry their own; all three have to be the same. */
final class Modules_ActiveConnections_Version
{
    public const TEXT = '@VERSION@';

    /** Of the questions and answers that PHP and the backend exchange. */
    public const SCHEMA = 1;
}
