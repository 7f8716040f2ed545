<?php

declare(strict_types=1);

class pm_LongTask_Manager
{
    public function start($task, $domain = null)
    {
        $row = [
            'class' => $task::class,
            'params' => $task->getParams(),
            'status' => pm_LongTask_Task::STATUS_NOT_STARTED,
            'domain' => $domain?->getId(),
        ];
        Panel::keep('tasks', [...Panel::kept('tasks'), $row]);

        return $task;
    }

    public function getTasks($ids, $domains = null)
    {
        $wanted = $domains === null ? [null] : array_map(static fn ($domain) => $domain->getId(), $domains);
        $found = [];
        foreach (Panel::kept('tasks') as $number => $row) {
            $task = (new $row['class']())->restored($number, $row);
            if (in_array($task->getId(), $ids, true) && in_array($row['domain'], $wanted, true)) {
                $found[] = $task;
            }
        }

        return $found;
    }

    public function cancelAllTasks()
    {
        Panel::keep('tasks', []);
    }
}
