<?php

declare(strict_types=1);

class pm_LongTask_Manager
{
    public function __construct()
    {
    }

    public function start($task, $domain = null)
    {
        $number = bin2hex(random_bytes(4));
        $task->restored($number, ['params' => $task->getParams(), 'status' => pm_LongTask_Task::STATUS_NOT_STARTED]);
        $task->onStart();
        $row = [
            'class' => $task::class,
            'params' => $task->getParams(),
            'status' => pm_LongTask_Task::STATUS_NOT_STARTED,
            'progress' => 0,
            'domain' => $domain?->getId(),
        ];
        Panel::change('tasks', static fn (array $tasks): array => $tasks + [$number => $row]);

        return $task;
    }

    public function getTasks($ids, $domains = null)
    {
        $wanted = $domains === null ? [null] : array_map(static fn ($domain) => $domain->getId(), $domains);
        $found = [];
        foreach (Panel::kept('tasks') as $number => $row) {
            $task = (new $row['class']())->restored((string) $number, $row);
            if (in_array($task->getId(), $ids, true) && in_array($row['domain'], $wanted, true)) {
                $found[] = $task;
            }
        }

        return $found;
    }

    public function cancel($task)
    {
        $number = $task->getInstanceId();
        Panel::change('tasks', static fn (array $tasks): array => array_diff_key($tasks, [$number => 0]));
    }

    public function cancelAllTasks()
    {
        Panel::keep('tasks', []);
    }
}
