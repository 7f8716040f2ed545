<?php

declare(strict_types=1);

/**
 * A reading too long for a page. The backend reads in a process of its own and says how far it is, and goes on only as long as
 * it is asked: whoever cancels this task ends the reading. Rights are looked up anew, for the task outlives the click that
 * began it. What was read is not shown here but on the page, to who ordered it.
 */
class Modules_ActiveConnections_Task_Read extends pm_LongTask_Task
{
    /** Three seconds each, or less: longer than the backend reads. */
    private const MOST_STEPS = 1200;

    public $trackProgress = true;

    /** @param string $key which reading it is: hex digits that the backend chose */
    public static function start(Modules_ActiveConnections_Operator $operator, ?pm_Domain $site, string $query, string $key): void
    {
        $manager = new pm_LongTask_Manager();
        $task = new self();
        $context = $site ?? self::ownPlace($operator->client);
        foreach ($manager->getTasks([$task->getId()], $context === null ? null : [$context]) as $other) {
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
        $manager->start($task, $context);
    }

    public function run(): void
    {
        $client = pm_Client::getByClientId((int) $this->getParam('client'));
        $id = (int) $this->getParam('site');
        $site = $id === 0 ? null : Modules_ActiveConnections_AllowedDomains::one($client, $id);
        $question = [
            'operator' => Modules_ActiveConnections_Operator::withoutSession($client),
            'query' => (string) $this->getParam('query'),
            'key' => (string) $this->getParam('key'),
        ] + Modules_ActiveConnections_PageRequest::reach($client, $site);
        for ($step = 0; $step < self::MOST_STEPS; $step++) {
            $task = Modules_ActiveConnections_Backend::ask('read', $question)->task;
            if ($task === null || $task['state'] === 'done') {
                $this->updateProgress(100);

                return;
            }
            if ($task['state'] !== 'goes-on') {
                throw new pm_Exception("The reading was {$task['state']}.");
            }
            $this->updateProgress($task['progress']);
            // Should the backend ever answer at once, this is no reason to run in circles.
            usleep(200_000);
        }
        throw new pm_Exception('The reading did not come to an end.');
    }

    /** Names nobody and no site: who else sees it is up to the panel. */
    public function statusMessage(): string
    {
        return match ($this->getStatus()) {
            self::STATUS_DONE => (string) pm_Locale::lmsg('task.done'),
            self::STATUS_ERROR => (string) pm_Locale::lmsg('task.failed'),
            default => (string) pm_Locale::lmsg('task.reads'),
        };
    }

    /** A task of no domain may be everybody's: so one for several domains goes with the first of them. */
    private static function ownPlace(pm_Client $client): ?pm_Domain
    {
        return $client->isAdmin() ? null : Modules_ActiveConnections_AllowedDomains::of($client)->current();
    }
}
