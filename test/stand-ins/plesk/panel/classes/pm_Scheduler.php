<?php

declare(strict_types=1);

class pm_Scheduler
{
    public static $EVERY_5_MIN = ['minute' => '*/5', 'hour' => '*', 'dom' => '*', 'month' => '*', 'dow' => '*'];

    public static function getInstance()
    {
        return new self();
    }

    public function listTasks()
    {
        return array_map(pm_Scheduler_Task::ofRow(...), array_values(Panel::kept('scheduled')));
    }

    public function putTask($task)
    {
        $tasks = Panel::kept('scheduled');
        $tasks[$task->getId() ?? 't' . (count($tasks) + 1)] = $task->row();
        Panel::keep('scheduled', $tasks);
    }

    public function removeTask($task)
    {
        $same = static fn ($row) => $row === $task->row();
        Panel::keep('scheduled', array_filter(Panel::kept('scheduled'), static fn ($row) => !$same($row)));
    }

    public function removeAllTasks()
    {
        Panel::keep('scheduled', []);
    }
}
