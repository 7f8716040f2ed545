<?php

abstract class pm_Hook_Permissions implements pm_Hook_Interface
{
    const PLACE_MAIN = 'main';
    const PLACE_ADDITIONAL = 'additional';

    abstract public function getPermissions();
}
