<?php

declare(strict_types=1);

class pm_Scheduler_Task
{
    private string $cmd = '';
    private array $schedule = [];

    public static function ofRow(array $row): self
    {
        $task = new self();
        [$task->cmd, $task->schedule] = [$row['cmd'], $row['schedule']];

        return $task;
    }

    public function row(): array
    {
        return ['cmd' => $this->cmd, 'schedule' => $this->schedule];
    }

    public function getId()
    {
        return null;
    }

    public function getCmd()
    {
        return $this->cmd;
    }

    /** A file in `plib/scripts`. */
    public function setCmd($cmd)
    {
        $this->cmd = $cmd;
    }

    public function setSchedule($schedule)
    {
        $this->schedule = $schedule;
    }
}
