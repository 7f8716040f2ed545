<?php

declare(strict_types=1);

/** The person who is logged in, found anew on every request. */
final class Modules_ActiveConnections_Operator
{
    /**
     * @param string      $role    admin, reseller or customer
     * @param string|null $address where the request came from
     * @param string      $session stands for the login session: a hash, of no use to whoever reads it
     * @param string|null $actsFor login of who really acts, where somebody works in another one's name
     */
    private function __construct(
        public readonly pm_Client $client,
        public readonly string $role,
        public readonly ?string $address,
        public readonly string $session,
        public readonly ?string $actsFor,
    ) {
    }

    public static function current(): self
    {
        if (!pm_Session::isExist()) {
            throw new Modules_ActiveConnections_Refusal('no-access');
        }
        $loggedIn = pm_Session::getClient();
        $client = $loggedIn;
        $actsFor = null;
        if (pm_Session::isImpersonated()) {
            // The rights are always those of the account that is looked at, never more.
            $client = pm_Client::getByClientId((int) pm_Session::getImpersonatedClientId());
            $same = (int) $client->getId() === (int) $loggedIn->getId();
            $actsFor = $same ? 'unknown' : (string) $loggedIn->getLogin();
        }
        $address = filter_var($_SERVER['REMOTE_ADDR'] ?? '', FILTER_VALIDATE_IP);

        return new self($client, self::roleOf($client), $address === false ? null : $address, self::sessionHash(), $actsFor);
    }

    public static function roleOf(pm_Client $client): string
    {
        return match (true) {
            $client->isAdmin() => 'admin',
            $client->isReseller() => 'reseller',
            $client->isClient() => 'customer',
            default => throw new Modules_ActiveConnections_Refusal('no-access'),
        };
    }

    /** @return array<string, int|string|null> as the backend wants it */
    public function described(): array
    {
        return [
            'address' => $this->address,
            'session' => $this->session,
            'actsFor' => $this->actsFor,
        ] + self::account($this->client);
    }

    /** @return array<string, int|string|null> the same where nobody is logged in: in a task that outlives the click */
    public static function withoutSession(pm_Client $client): array
    {
        return ['address' => null, 'session' => hash('sha256', 'task'), 'actsFor' => null] + self::account($client);
    }

    /** @return array<string, int|string> */
    private static function account(pm_Client $client): array
    {
        return ['id' => (int) $client->getId(), 'role' => self::roleOf($client), 'name' => (string) $client->getLogin()];
    }

    private static function sessionHash(): string
    {
        $cookie = $_COOKIE['PLESKSESSID'] ?? $_COOKIE[Modules_ActiveConnections_ForgeryToken::NAME] ?? '';
        $id = session_id() ?: (is_string($cookie) ? $cookie : '');
        // Without a session to bind them to, the forms of one page are good for nothing on the next.
        return hash('sha256', 'active-connections ' . ($id === '' ? random_bytes(32) : $id));
    }
}
