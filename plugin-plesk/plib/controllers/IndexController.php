<?php

declare(strict_types=1);

/** The one door: every page and every button of ours comes through here. */
class IndexController extends pm_Controller_Action
{
    protected $_accessLevel = ['admin', 'reseller', 'client'];

    public function indexAction(): void
    {
        $this->getResponse()->setHeader('Cache-Control', 'no-store', true);
        try {
            $elsewhere = $this->answer();
        } catch (Modules_ActiveConnections_Refusal $refusal) {
            $elsewhere = $this->refuse($refusal);
        } catch (Throwable $error) {
            pm_Log::err('Active Connections: ' . Modules_ActiveConnections_Refusal::printable((string) $error, 2000));
            $elsewhere = $this->refuse(new Modules_ActiveConnections_Refusal('bug', Modules_ActiveConnections_Refusal::printable($error->getMessage())));
        }
        if ($elsewhere !== null) {
            $this->_redirect($elsewhere, ['prependBase' => false, 'code' => 303]);
        }
    }

    /** Shows what the backend says; gives an address when the browser is to go there instead. */
    private function answer(): ?string
    {
        $operator = Modules_ActiveConnections_Operator::current();
        $inPath = $this->getRequest()->getUserParam('site');
        $question = Modules_ActiveConnections_Question::ofBrowser($inPath);
        $site = $question->site === null ? null : Modules_ActiveConnections_AllowedDomains::one($operator->client, $question->site);
        $page = Modules_ActiveConnections_PageRequest::address($site);
        if ($site !== null && $inPath === null) {
            // The links of a page are queries: the domain has to be in the path to stay.
            return $question->method === 'GET' ? "$page?{$question->query}" : throw new Modules_ActiveConnections_Refusal('bad-request');
        }
        $answer = Modules_ActiveConnections_Backend::ask('page', Modules_ActiveConnections_PageRequest::of($operator, $question, $site));
        foreach (Modules_ActiveConnections_SiteUpdates::apply($answer->changedSites) as $name) {
            $this->_status->addError($this->lmsg('site-not-updated', ['site' => $name]));
        }
        if ($answer->task !== null && $question->method === 'POST') {
            Modules_ActiveConnections_Task_Read::start($operator, $site, $question->query, $answer->task['key']);
        }
        if ($answer->location !== null) {
            return $page . $answer->location;
        }
        $this->show($answer->status, $answer->title);
        $this->view->body = Modules_ActiveConnections_ForgeryToken::intoForms($answer->body);

        return null;
    }

    private function refuse(Modules_ActiveConnections_Refusal $refusal): ?string
    {
        $this->show($refusal->status(), (string) $this->lmsg('title'));
        $this->view->body = null;
        $this->view->refusal = $this->lmsg("refusal.{$refusal->kind}");
        $this->view->advice = $this->lmsg("refusal.{$refusal->kind}.advice");
        $this->view->detail = $refusal->detail;

        return null;
    }

    private function show(int $status, string $title): void
    {
        $this->getResponse()->setHttpResponseCode($status);
        $this->view->pageTitle = $title;
        $this->view->base = pm_Context::getBaseUrl();
        $this->view->version = Modules_ActiveConnections_Version::TEXT;
    }
}
