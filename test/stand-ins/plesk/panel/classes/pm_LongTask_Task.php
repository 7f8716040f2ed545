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
    private string $number = '';

    public function __construct()
    {
    }

    abstract public function run();

    /** By the class: `task_read`. */
    public function getId()
    {
        return strtolower((string) preg_replace('/^Modules_[A-Za-z]+_/', '', static::class));
    }

    public function getInstanceId()
    {
        return $this->number;
    }

    public function onStart()
    {
    }

    public function onError($e)
    {
    }

    public function onDone()
    {
    }

    public function setParam($name, $value)
    {
        $this->setParams([$name => $value]);
    }

    public function setParams($params)
    {
        // What is kept comes back in another process: so only what can be written down.
        $this->params = json_decode(json_encode($params + $this->params, JSON_THROW_ON_ERROR), true);
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

    public function getProgress()
    {
        return $this->trackProgress ? (int) (Panel::kept('tasks')[$this->number]['progress'] ?? 0) : -1;
    }

    public function updateProgress($progress)
    {
        if (!is_int($progress) || $progress < 0 || $progress > 100) {
            throw new pm_Exception('progress is a whole number from 0 to 100');
        }
        Panel::note('progress', (string) $progress);
        $this->keep(['progress' => $progress]);
    }

    /** Of the stand-in: a task comes back from the queue. */
    public function restored(string $number, array $row): static
    {
        [$this->number, $this->params, $this->status] = [$number, $row['params'], $row['status']];

        return $this;
    }

    /** Of the stand-in: the panel's task runner, in another process, with no session and no request. */
    public function runHere(): void
    {
        $this->become(self::STATUS_RUNNING);
        try {
            $this->run();
            $this->become(self::STATUS_DONE);
            $this->onDone();
        } catch (Exception $error) {
            $this->become(self::STATUS_ERROR);
            $this->onError($error);
            Panel::note('log', $error->getMessage());
        }
    }

    public function statusMessage()
    {
        return '';
    }

    private function become(string $status): void
    {
        $this->status = $status;
        $this->keep(['status' => $status, 'message' => $this->statusMessage()]);
    }

    /** One that was cancelled is gone from the queue, and its process with it. */
    private function keep(array $changed): void
    {
        if (!isset(Panel::kept('tasks')[$this->number])) {
            exit(0);
        }
        $number = $this->number;
        Panel::change('tasks', static fn (array $tasks): array => isset($tasks[$number])
            ? [$number => $changed + $tasks[$number]] + $tasks
            : $tasks);
    }
}
