<?php

declare(strict_types=1);

// The scheduled task: lifts blocks whose time is over, and tries sites again that could not be updated.

pm_Context::init('active-connections');
try {
    $changed = Modules_ActiveConnections_Backend::ask('expire')->changedSites;
} catch (Modules_ActiveConnections_Refusal $refusal) {
    // Whoever opens the page is told; a line every five minutes in the panel's log would help nobody.
    $changed = [];
}
$sites = array_values(array_unique([...$changed, ...Modules_ActiveConnections_SiteUpdates::pending()], SORT_REGULAR));
Modules_ActiveConnections_SiteUpdates::apply($sites);
