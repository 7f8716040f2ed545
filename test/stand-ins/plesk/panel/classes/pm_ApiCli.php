<?php

declare(strict_types=1);

class pm_ApiCli
{
    const RESULT_FULL = 1;
    const RESULT_STDOUT = 2;
    const RESULT_STDERR = 3;
    const RESULT_CODE = 4;
    const RESULT_EXCEPTION = 5;

    public static function callSbin($command, $args = [], $result = self::RESULT_EXCEPTION, $env = [], $stdin = '')
    {
        $link = Panel::psa('admin/bin/modules/' . pm_Context::getModuleId() . "/$command");
        if (!is_link($link)) {
            throw new pm_Exception("there is no utility $command");
        }
        // Where the setuid wrapper leads: the file of its own name.
        $program = Panel::psa('admin/sbin/modules/' . pm_Context::getModuleId() . "/$command");
        [$in, $out, $err] = [tmpfile(), tmpfile(), tmpfile()];
        fwrite($in, $stdin);
        rewind($in);
        $process = proc_open([$program, ...array_map(strval(...), $args)], [$in, $out, $err], $pipes, '/', $env);
        if ($process === false) {
            throw new pm_Exception("$command could not be started");
        }
        $code = proc_close($process);
        rewind($out);
        rewind($err);
        $full = ['code' => $code, 'stdout' => (string) stream_get_contents($out), 'stderr' => (string) stream_get_contents($err)];
        if ($result === self::RESULT_EXCEPTION && $code !== 0) {
            throw new pm_Exception_ResultException($full['stderr'], $code);
        }

        return match ($result) {
            self::RESULT_STDOUT => $full['stdout'],
            self::RESULT_STDERR => $full['stderr'],
            self::RESULT_CODE => $code,
            default => $full,
        };
    }
}
