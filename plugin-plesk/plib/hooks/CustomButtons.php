<?php

declare(strict_types=1);

/** Where our page is offered. Whether somebody may open it is decided again on the page. */
class Modules_ActiveConnections_CustomButtons extends pm_Hook_CustomButtons
{
    public function getButtons(): array
    {
        pm_Context::init('active-connections');

        return [
            $this->button(self::PLACE_ADMIN_TOOLS_AND_SETTINGS, self::SECTION_ADMIN_TOOLS_SECURITY),
            // Without a section these two places show nothing.
            $this->button(self::PLACE_ADMIN_NAVIGATION, self::SECTION_NAV_SERVER_MANAGEMENT),
            $this->button(self::PLACE_RESELLER_NAVIGATION, self::SECTION_NAV_ADDITIONAL),
            $this->button(self::PLACE_RESELLER_TOOLS_AND_SETTINGS, self::SECTION_RESELLER_TOOLS_ADDITIONAL_SERVICES),
            // The customer's panel, and the administrator's in Power User view.
            $this->button(self::PLACE_HOSTING_PANEL_NAVIGATION),
            $this->button(self::PLACE_CUSTOMER_HOME),
            $this->domainButton(),
        ];
    }

    /** Whether somebody has anything to look at. Asked on every page of the panel: resellers' many domains are left to ours. */
    public function isVisible(): bool
    {
        try {
            $client = Modules_ActiveConnections_Operator::current()->client;

            return !$client->isClient() || Modules_ActiveConnections_AllowedDomains::of($client)->valid();
        } catch (pm_Exception | Modules_ActiveConnections_Refusal) {
            return false;
        }
    }

    /** @param mixed $context what Plesk adds to the button's link: `site_id`, and `dom_id` of the subscription */
    public function isVisibleForDomain(mixed $context = null): bool
    {
        $id = is_array($context) ? ($context['site_id'] ?? $context['dom_id'] ?? '') : '';
        try {
            $client = Modules_ActiveConnections_Operator::current()->client;
            $domain = Modules_ActiveConnections_AllowedDomains::one($client, Modules_ActiveConnections_Question::id(is_int($id) ? (string) $id : $id));

            return $domain->hasHosting();
        } catch (pm_Exception | Modules_ActiveConnections_Refusal) {
            return false;
        }
    }

    /** @return array<string, mixed> */
    private function button(int $place, ?string $section = null): array
    {
        return ['place' => $place, 'visibility' => [$this, 'isVisible']] + ($section === null ? [] : ['section' => $section]) + $this->look();
    }

    /** @return array<string, mixed> */
    private function domainButton(): array
    {
        return [
            'place' => self::PLACE_DOMAIN_PROPERTIES_DYNAMIC,
            'section' => self::SECTION_DOMAIN_PROPS_DYNAMIC_SECURITY,
            'contextParams' => true,
            'visibility' => [$this, 'isVisibleForDomain'],
        ] + $this->look();
    }

    /** @return array<string, mixed> */
    private function look(): array
    {
        return [
            'title' => pm_Locale::lmsg('title'),
            'description' => pm_Locale::lmsg('description'),
            'icon' => pm_Context::getBaseUrl() . 'assets/icon.svg',
            'link' => Modules_ActiveConnections_PageRequest::address(null),
            'newWindow' => false,
        ];
    }
}
