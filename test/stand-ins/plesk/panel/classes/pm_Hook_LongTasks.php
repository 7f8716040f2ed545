<?php

abstract class pm_Hook_LongTasks implements pm_Hook_Interface
{
    abstract public function getLongTasks();
}
