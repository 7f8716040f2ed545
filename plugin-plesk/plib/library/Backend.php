<?php

declare(strict_types=1);

/** Asks the program in `sbin/`, which runs as root and checks everything again. The only file that calls it. */
final class Modules_ActiveConnections_Backend
{
    /** What the wrapper ends with; 127 and 124 as a shell and timeout(1) do. */
    private const REFUSALS = [124 => 'too-slow', 125 => 'stale', 127 => 'no-node'];

    private const ENVIRONMENT = ['PATH' => '/usr/sbin:/usr/bin:/sbin:/bin', 'HOME' => '/root', 'LANG' => 'C.UTF-8'];

    /**
     * @param string               $ask  page, read, cause, expire, blocks or hello
     * @param array<string, mixed> $more what belongs to that question
     */
    public static function ask(string $ask, array $more = []): Modules_ActiveConnections_Answer
    {
        $version = Modules_ActiveConnections_Version::TEXT;
        $question = ['schema' => Modules_ActiveConnections_Version::SCHEMA, 'version' => $version, 'ask' => $ask] + $more;
        $text = json_encode($question, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
        try {
            $result = pm_ApiCli::callSbin(
                'active-connections',
                ['plesk', $version],
                pm_ApiCli::RESULT_FULL,
                self::ENVIRONMENT,
                $text,
            );
        } catch (pm_Exception $error) {
            throw self::noAnswer($error->getMessage());
        }
        $code = (int) ($result['code'] ?? -1);
        if ($code !== 0) {
            $complaint = (string) ($result['stderr'] ?? '');
            throw isset(self::REFUSALS[$code])
                ? new Modules_ActiveConnections_Refusal(self::REFUSALS[$code], Modules_ActiveConnections_Refusal::printable($complaint))
                : self::noAnswer("code $code: $complaint");
        }

        return Modules_ActiveConnections_Answer::parse((string) ($result['stdout'] ?? ''));
    }

    private static function noAnswer(string $why): Modules_ActiveConnections_Refusal
    {
        return new Modules_ActiveConnections_Refusal('no-answer', Modules_ActiveConnections_Refusal::printable($why));
    }
}
