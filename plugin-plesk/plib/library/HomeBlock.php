<?php

declare(strict_types=1);

/** One sentence on the administrator's home page: what is going on. Loaded on its own, so that the page does not wait for it. */
final class Modules_ActiveConnections_HomeBlock extends \Plesk\SDK\Hook\Home\Block
{
    public function getId(): string
    {
        return 'active-connections';
    }

    public function getTitle(): string
    {
        return htmlspecialchars($this->getName());
    }

    public function getName(): string
    {
        pm_Context::init('active-connections');

        return (string) pm_Locale::lmsg('title');
    }

    public function getSection(): string
    {
        return self::SECTION_SECURITY;
    }

    public function isAsyncLoaded(): bool
    {
        return true;
    }

    public function getContent(): string
    {
        pm_Context::init('active-connections');
        try {
            $operator = Modules_ActiveConnections_Operator::current();
            if ($operator->role !== 'admin') {
                return '';
            }
            $reach = Modules_ActiveConnections_PageRequest::reach($operator->client, null);
            $sentence = Modules_ActiveConnections_Backend::ask('cause', ['operator' => $operator->described()] + $reach)->body;
        } catch (Modules_ActiveConnections_Refusal $refusal) {
            $sentence = '<p>' . htmlspecialchars((string) pm_Locale::lmsg('refusal.' . $refusal->kind)) . '</p>';
        } catch (Throwable $error) {
            // The home page is not ours to break.
            pm_Log::err('Active Connections: ' . Modules_ActiveConnections_Refusal::printable((string) $error, 2000));

            return '';
        }
        $link = htmlspecialchars(Modules_ActiveConnections_PageRequest::address(null));

        return "$sentence<p><a href=\"$link\">" . htmlspecialchars((string) pm_Locale::lmsg('open')) . '</a></p>';
    }
}
