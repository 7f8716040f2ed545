<?php

declare(strict_types=1);

/** Messages that the next page shows, and forgets. */
class pm_View_Status
{
    public function addError($message)
    {
        Panel::note('messages', (string) $message);
    }
}
