<?php

declare(strict_types=1);

class Modules_ActiveConnections_LongTasks extends pm_Hook_LongTasks
{
    public function getLongTasks(): array
    {
        pm_Context::init('active-connections');

        return [new Modules_ActiveConnections_Task_Read()];
    }
}
