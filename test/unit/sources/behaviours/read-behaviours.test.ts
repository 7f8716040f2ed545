import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../../../src/model/ip-address.ts';
import type { LogFile } from '../../../../src/model/log-catalog.ts';
import { type BehaviourReading, readBehaviours } from '../../../../src/sources/behaviours/read-behaviours.ts';
import { givenLogs } from '../../../../src/sources/given-logs.ts';
import { type AccessReading, readAccessLogs } from '../../../../src/sources/access-logs/read-access-logs.ts';
import { spansOfGivenLogs } from '../../../../src/sources/behaviours/given-spans.ts';
import { givenReading } from '../../../access-readings.ts';
import { fileTree } from '../../../file-tree.ts';

const attacker = '203.0.113.7' as IpAddress;
const open = { fromEpoch: -Infinity, toEpoch: Infinity };
const start = Date.parse('2026-11-22T06:00:00Z') / 1000;

interface Parts {
  readonly address?: string;
  readonly method?: string;
  readonly status?: number;
  readonly agent?: string;
  readonly size?: number;
  readonly prefix?: string;
}

/** A line so many seconds after six o'clock. */
function line(
  seconds: number,
  target: string,
  { address = attacker, method = 'GET', status = 200, agent = 'Mozilla/5.0', size = 5, prefix = '' }: Parts = {},
): string {
  const time = new Date((start + seconds) * 1000).toISOString().slice(11, 19);
  return `${prefix}${address} - - [22/Nov/2026:${time} +0000] "${method} ${target} HTTP/1.1" ${String(status)} ${String(size)} "-" "${agent}"\n`;
}

const guess = (seconds: number, status: number, parts: Parts = {}): string =>
  line(seconds, '/wp-login.php', { method: 'POST', status, ...parts });

const log = (root: string, path: string, site: string | null = 'alice.example'): LogFile<'access'> => ({
  path: join(root, path),
  kind: 'access',
  site,
  trust: { in: 'system' },
});

const reading: Omit<BehaviourReading, 'logs'> = {
  errorLogs: [],
  candidates: { addresses: [attacker], leftOut: 0 },
  span: open,
  errorSpan: open,
  areLive: false,
  nameSite: (host) => host,
  seed: 12345,
};

async function behaviourOf(text: string, more: Partial<BehaviourReading> = {}) {
  const root = fileTree({ 'alice.example': text });
  const { behaviours, problems } = await readBehaviours({ ...reading, logs: [log(root, 'alice.example')], ...more });
  return { behaviours, problems, only: behaviours.addresses[0] };
}

describe('logins', () => {
  const outcome = async (statuses: readonly number[]) => {
    const { only } = await behaviourOf(statuses.map((status, at) => guess(at * 10, status)).join(''));
    return {
      after: only?.loginsAfterFailures.map(({ epoch, failuresBefore }) => [epoch - start, failuresBefore]),
      atOnce: only?.loginsAtOnce,
    };
  };

  it.each([
    ['a guess that went well after three', [200, 200, 200, 302], [[30, 3]], 0],
    ['an owner who mistyped', [200, 200, 302], [], 1],
    ['an owner', [302], [], 1],
    ['a plugin that redirects everything', [302, 302, 302, 302, 302, 302], [], 0],
    ['a lock-out that redirects', [200, 200, 200, ...Array.from({ length: 12 }, () => 302)], [], 0],
    ['refusals of other kinds', [403, 429, 401, 406, 302, 302], [[40, 4]], 0],
    ['a server that suffered', [500, 500, 500, 500, 302], [], 1],
  ])('%s', async (_name, statuses, after, atOnce) => {
    expect(await outcome(statuses)).toEqual({ after, atOnce });
  });

  it('that let somebody in are told by site and in order of time, whatever the order of files', async () => {
    const root = fileTree({ one: guess(30, 302), two: guess(20, 200) + guess(0, 200), three: guess(10, 200), bob: guess(40, 302) });
    const logs = [log(root, 'one'), log(root, 'two'), log(root, 'three'), log(root, 'bob', 'bob.example')];
    const { behaviours } = await readBehaviours({ ...reading, logs });
    expect(behaviours.addresses[0]).toMatchObject({
      loginsAfterFailures: [{ epoch: start + 30, site: 'alice.example', failuresBefore: 3 }],
      loginsAtOnce: 1,
    });
  });

  it('spread over many addresses are one group', async () => {
    const addresses = Array.from({ length: 6 }, (_, at) => `203.0.113.${String(at + 1)}` as IpAddress);
    const text =
      addresses.map((address, at) => guess(at * 600, 200, { address, agent: 'one and the same' })).join('') +
      guess(5, 200, { agent: 'another' });
    const { behaviours } = await behaviourOf(text, { candidates: { addresses: [...addresses, attacker], leftOut: 3 } });
    expect(behaviours.groups).toEqual([
      {
        sign: 'login',
        site: 'alice.example',
        path: '/wp-login.php',
        agent: 'one and the same',
        addresses,
        requests: 6,
        firstEpoch: start,
        lastEpoch: start + 3000,
      },
    ]);
    expect(behaviours).toMatchObject({ candidates: 7, candidatesLeftOut: 3 });
  });
});

describe('what was answered', () => {
  it('is a secret given away, unless the site answers everything alike', async () => {
    const { only: leaky } = await behaviourOf(line(0, '/.env', { size: 812 }) + line(1, '/.git/config', { size: 95 }));
    expect(leaky?.signs['secret-answered']?.hits.map(({ what }) => what)).toEqual(['/.env', '/.git/config']);
    const { only: soft } = await behaviourOf(line(0, '/.env', { size: 700 }) + line(1, '/.git/config', { size: 700 }));
    expect(soft?.signs['secret-answered']).toBeUndefined();
    expect(soft?.signs.secret?.count).toBe(2);
  });

  it('is no shell where everything is redirected', async () => {
    const { only: shell } = await behaviourOf(line(0, '/alfa.php', { status: 301 }));
    expect(shell?.signs['shell-answered']?.count).toBe(1);
    const { only: https } = await behaviourOf(line(0, '/alfa.php', { status: 301 }) + line(1, '/', { status: 301 }));
    expect(https?.signs['shell-answered']).toBeUndefined();
  });

  it('by a block of our own is no evidence', async () => {
    const { only } = await behaviourOf(line(0, '/a.php', { status: 403 }) + line(60, '/b.php', { status: 403 }), {
      isRefusedByUs: (_address, epoch) => epoch >= start + 60,
    });
    expect(only).toMatchObject({ requests: 2, refusedByUs: 1, signs: { 'missing-script': { count: 1 } } });
  });

  it('tells an editor at work from somebody who asks for names', async () => {
    const users = `${attacker} - - [22/Nov/2026:06:00:00 +0000] "GET /wp-json/wp/v2/users HTTP/1.1" 200 5 "https://alice.example/wp-admin/post.php" "x"\n`;
    const { only: stranger } = await behaviourOf(users);
    expect(stranger?.signs['user-enumeration']?.count).toBe(1);
    const { only: editor } = await behaviourOf(users + line(1, '/wp-admin/post.php?post=1'));
    expect(editor).toMatchObject({ worksInAdmin: true });
    expect(editor?.signs['user-enumeration']).toBeUndefined();
  });
});

describe('reading', () => {
  it('finds candidates in lines with prefixes, names their sites, and does not take a site for a visitor', async () => {
    const text =
      line(0, '/a.php', { prefix: 'bob.example:443 ', status: 404 }) +
      line(1, '/b.php', { prefix: 'domlogs/carol.example-ssl_log:', status: 404 });
    const { only, behaviours } = await behaviourOf(text + line(2, '/c.php', { address: `${attacker} 198.51.100.9` }));
    expect(only).toMatchObject({ requests: 2, sites: [{ site: 'bob.example' }, { site: 'carol.example' }] });
    expect(behaviours.requests).toBe(3);
  });

  it('is the same for gzip, and begins a live log where its window begins', async () => {
    const old = Array.from({ length: 2000 }, (_, at) => line(at, `/old/${String(at)}`)).join('');
    const text = old + line(7200, '/new.php', { status: 404 });
    const root = fileTree({ plain: text, 'packed.gz': gzipSync(text) });
    const span = { fromEpoch: start + 7000, toEpoch: start + 8000 };
    for (const path of ['plain', 'packed.gz']) {
      const { behaviours } = await readBehaviours({ ...reading, logs: [log(root, path)], span, areLive: true });
      expect(behaviours).toMatchObject({ requests: 1, addresses: [{ requests: 1, minutes: [{ requests: 1 }] }] });
    }
  });

  it('says what it could not read, and what it could not keep', async () => {
    const { problems } = await readBehaviours({ ...reading, logs: [log('/nowhere', 'x')] });
    expect(problems).toMatchObject([{ kind: 'not-found' }]);
    const many = Array.from({ length: 600 }, (_, at) => guess(600 - at, 200)).join('');
    const tight = await behaviourOf(many, { limits: { hits: 100, moments: 50, logins: 50, names: 3 } });
    expect(tight.problems.map((problem) => problem.kind === 'not-all-kept' && problem.what)).toEqual([
      'signs',
      'request times',
      'names',
      'logins',
    ]);
    expect(tight.only).toMatchObject({ requests: 600, signs: { login: { count: 600 } } });
    const kept = await behaviourOf(many);
    expect(kept.problems).toEqual([]);
    expect(kept.only?.signs.login?.hits).toHaveLength(500);
    expect(kept.only?.signs.login?.hits[0]?.epoch).toBe(start + 1);
  });

  it('joins what error logs say, of addresses that no access log names, too', async () => {
    const apache = `[Sun Nov 22 06:39:45.123456 2026] [auth_basic:error] [pid 1:tid 2] [client 198.51.100.9:51234] AH01618: user bob not found: /x\n`;
    const nginx = `2026/11/22 07:01:05 [error] 811#811: *5521 limiting requests, excess: 20.5 by zone "one", client: ${attacker}, server: bob.example, request: "GET / HTTP/1.1"\n`;
    const root = fileTree({ access: line(0, '/'), 'logs/error_log': apache, 'logs/proxy_error_log': nginx, 'logs/readme': 'hello\n' });
    const { logs, errorLogs, leftAside } = await givenLogs([join(root, 'access'), join(root, 'logs')]);
    expect(leftAside).toEqual([join(root, 'logs/readme')]);
    expect([logs.length, errorLogs.length]).toEqual([1, 2]);
    const { behaviours, errorLines } = await readBehaviours({ ...reading, logs, errorLogs });
    expect(errorLines).toBe(2);
    expect(behaviours.addresses).toMatchObject([
      {
        address: attacker,
        requests: 1,
        signs: { 'rule-hit': { count: 1, hits: [{ forgeable: true, site: 'bob.example', status: null }] } },
      },
      {
        address: '198.51.100.9',
        requests: 0,
        samples: [{ shows: 'auth-failure', line: apache.trim() }],
        signs: { 'auth-failure': { count: 1, hits: [{ forgeable: false }] } },
      },
    ]);
  });

  it('is asked of what the counting found: hostile or busy addresses, and the named ones', async () => {
    const visitors = Array.from({ length: 300 }, (_, at) => line(at, '/', { address: `198.51.100.${String(at % 250)}` })).join('');
    const root = fileTree({ log: visitors + guess(400, 403) + line(401, '/', { address: 'a.host.example' }) });
    const counting: AccessReading = {
      ...givenReading,
      limit: 5,
      candidates: { named: ['2001:db8::1' as IpAddress], most: 102 },
    };
    const { tally } = await readAccessLogs([log(root, 'log')], counting);
    expect(tally.candidates.addresses).toHaveLength(102);
    expect(tally.candidates.addresses[0]).toBe('2001:db8::1');
    expect(tally.candidates.addresses).toContain(attacker);
    const tight = await readAccessLogs([log(root, 'log')], { ...counting, candidates: { named: [], most: 1 } });
    expect(tight.tally.candidates.leftOut).toBe(1);
  });

  it('ends the window of given logs at their own newest lines', async () => {
    const root = fileTree({ access: line(0, '/') });
    expect(await spansOfGivenLogs('1h', [log(root, 'access')], [], () => false)).toEqual({
      span: { fromEpoch: start - 3600, toEpoch: start },
      errorSpan: open,
    });
  });
});
