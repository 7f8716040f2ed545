<?php

declare(strict_types=1);

abstract class pm_Controller_Action
{
    protected $_status;
    protected $_accessLevel = [];
    public StandInView $view;

    public function __construct(private readonly StandInRequest $request, private readonly StandInResponse $response)
    {
        $this->_status = new pm_View_Status();
        $this->view = new StandInView();
    }

    public function getRequest()
    {
        return $this->request;
    }

    public function getResponse()
    {
        return $this->response;
    }

    public static function lmsg($key, $params = [])
    {
        return pm_Locale::lmsg($key, $params);
    }

    /** Of the stand-in. */
    public function isOpenTo(pm_Client $client): bool
    {
        $level = match (true) {
            $client->isAdmin() => 'admin',
            $client->isReseller() => 'reseller',
            default => 'client',
        };
        $levels = (array) $this->_accessLevel;

        return $levels === [] || in_array($level, $levels, true);
    }

    protected function _redirect($url, array $options = [])
    {
        $this->response->setHeader('Location', (($options['prependBase'] ?? true) ? '/' : '') . $url);
        $this->response->setHttpResponseCode($options['code'] ?? 302);
        pm_Application::send($this->response, '');
        exit;
    }
}
