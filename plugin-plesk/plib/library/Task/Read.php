<?php

declare(strict_types=1);

/**
 * A reading too long for a page, done bit by bit: the backend remembers how far it got, and says how far that is. Rights are
 * looked up anew, for the task outlives the click that began it.
 */
class Modules_ActiveConnections_Task_Read extends pm_LongTask_Task
{
    /** A backend that gets nowhere is not asked for ever. */
    private const MOST_STEPS = 600;

    public $trackProgress = true;

    /** @param string $key which reading it is: hex digits that the backend chose */
    public static function start(Modules_ActiveConnections_Operator $operator, ?pm_Domain $site, string $query, string $key): void
    {
        $manager = new pm_LongTask_Manager();
        $task = new self();
        $domains = $site === null ? null : [$site];
        foreach ($manager->getTasks([$task->getId()], $domains) as $other) {
            $goesOn = in_array($other->getStatus(), [self::STATUS_NOT_STARTED, self::STATUS_RUNNING], true);
            if ($goesOn && $other->getParam('key') === $key) {
                return;
            }
        }
        $task->setParams([
            'key' => $key,
            'client' => (int) $operator->client->getId(),
            'site' => $site === null ? 0 : (int) $site->getId(),
            'query' => $query,
        ]);
        $manager->start($task, $site);
    }

    public function run()
    {
        $client = pm_Client::getByClientId((int) $this->getParam('client'));
        $id = (int) $this->getParam('site');
        $site = $id === 0 ? null : Modules_ActiveConnections_AllowedDomains::one($client, $id);
        $asker = ['role' => Modules_ActiveConnections_Operator::roleOf($client), 'name' => (string) $client->getLogin()];
        $question = [
            'operator' => $asker + ['address' => null, 'session' => hash('sha256', 'task'), 'actsFor' => null],
            'query' => (string) $this->getParam('query'),
            'key' => (string) $this->getParam('key'),
        ] + Modules_ActiveConnections_PageRequest::reach($client, $site);
        for ($step = 0; $step < self::MOST_STEPS; $step++) {
            $task = Modules_ActiveConnections_Backend::ask('read', $question)->task;
            $this->updateProgress($task['progress'] ?? 100);
            if ($task === null || $task['progress'] === 100) {
                return;
            }
            // A pause in the reading is no reason to run in circles.
            usleep(200_000);
        }
        throw new pm_Exception('The reading did not come to an end.');
    }

    public function statusMessage()
    {
        return match ($this->getStatus()) {
            self::STATUS_DONE => pm_Locale::lmsg('task.done'),
            self::STATUS_ERROR => pm_Locale::lmsg('task.failed'),
            default => pm_Locale::lmsg('task.reads'),
        };
    }
}
