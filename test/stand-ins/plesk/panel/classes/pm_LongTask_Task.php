<?php

declare(strict_types=1);

abstract class pm_LongTask_Task
{
    const STATUS_NOT_STARTED = 'not_started';
    const STATUS_RUNNING = 'running';
    const STATUS_ERROR = 'error';
    const STATUS_DONE = 'done';

    public $trackProgress = false;
    public $hidden = false;
    public $hasDangerousMessage = false;

    private array $params = [];
    private string $status = self::STATUS_NOT_STARTED;
    private int $number = -1;

    public function __construct()
    {
    }

    abstract public function run();

    public function getId()
    {
        return static::class;
    }

    public function setParams(array $params)
    {
        $this->params = $params + $this->params;
    }

    public function getParam($name, $default = null)
    {
        return $this->params[$name] ?? $default;
    }

    public function getParams()
    {
        return $this->params;
    }

    public function getStatus()
    {
        return $this->status;
    }

    public function updateProgress($progress)
    {
        Panel::note('progress', (string) $progress);
    }

    /** Of the stand-in: a task comes back from the queue. */
    public function restored(int $number, array $row): static
    {
        [$this->number, $this->params, $this->status] = [$number, $row['params'], $row['status']];

        return $this;
    }

    /** Of the stand-in: the panel's task runner, in another process, with no session. */
    public function runHere(): void
    {
        try {
            $this->run();
            $this->status = self::STATUS_DONE;
        } catch (Exception $error) {
            $this->status = self::STATUS_ERROR;
            Panel::note('log', $error->getMessage());
        }
        $tasks = Panel::kept('tasks');
        $tasks[$this->number]['status'] = $this->status;
        $tasks[$this->number]['message'] = $this->statusMessage();
        Panel::keep('tasks', $tasks);
    }

    public function statusMessage()
    {
        return '';
    }
}
