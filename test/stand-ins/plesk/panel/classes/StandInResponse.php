<?php

declare(strict_types=1);

/** As much of Zend_Controller_Response_Http as is used. */
final class StandInResponse
{
    public int $status = 200;
    /** @var array<string, string> */
    public array $headers = [];

    public function setHeader($name, $value, $replace = false)
    {
        // As Zend does: a line break in a header is an error, not a second header.
        if (preg_match('/[\r\n]/', $value) === 1) {
            throw new Exception('a header holds a line break');
        }
        $this->headers[$name] = $value;

        return $this;
    }

    public function setHttpResponseCode($code)
    {
        $this->status = $code;

        return $this;
    }
}
