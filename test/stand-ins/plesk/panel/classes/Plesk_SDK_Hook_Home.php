<?php

namespace Plesk\SDK\Hook;

abstract class Home implements \pm_Hook_Interface
{
    abstract public function getBlocks(): array;
}
