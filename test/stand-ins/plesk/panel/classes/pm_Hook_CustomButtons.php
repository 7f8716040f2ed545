<?php

abstract class pm_Hook_CustomButtons implements pm_Hook_Interface
{
    const PLACE_CUSTOMER_HOME = 4;
    const PLACE_ADMIN_TOOLS_AND_SETTINGS = 5;
    const PLACE_RESELLER_TOOLS_AND_SETTINGS = 6;
    const PLACE_HOSTING_PANEL_NAVIGATION = 7;
    const PLACE_ADMIN_NAVIGATION = 12;
    const PLACE_RESELLER_NAVIGATION = 13;
    const PLACE_DOMAIN_PROPERTIES_DYNAMIC = 16;

    const SECTION_ADMIN_TOOLS_SECURITY = 'securityButtons';
    const SECTION_RESELLER_TOOLS_ADDITIONAL_SERVICES = 'customButtons';
    const SECTION_NAV_ADDITIONAL = 'custom_buttons';
    const SECTION_NAV_SERVER_MANAGEMENT = 'server_management';
    const SECTION_DOMAIN_PROPS_DYNAMIC_SECURITY = 'security';

    abstract public function getButtons();
}
