<?php

declare(strict_types=1);

/** What a service plan can grant. Subscriptions that exist already get it when they are synchronised with their plan. */
class Modules_ActiveConnections_Permissions extends pm_Hook_Permissions
{
    public function getPermissions(): array
    {
        pm_Context::init('active-connections');

        return [
            Modules_ActiveConnections_AllowedDomains::ACCESS => [
                'default' => true,
                'place' => self::PLACE_MAIN,
                'name' => pm_Locale::lmsg('permission.access'),
                'description' => pm_Locale::lmsg('permission.access.means'),
            ],
            Modules_ActiveConnections_AllowedDomains::BLOCK => [
                'default' => true,
                'place' => self::PLACE_ADDITIONAL,
                'name' => pm_Locale::lmsg('permission.block'),
                'description' => pm_Locale::lmsg('permission.block.means'),
                'master' => Modules_ActiveConnections_AllowedDomains::ACCESS,
            ],
        ];
    }
}
