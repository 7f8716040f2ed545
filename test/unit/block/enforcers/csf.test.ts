import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { csf } from '../../../../src/block/enforcers/csf/csf.ts';
import { readDenyList, readTemporaryList, settingIn } from '../../../../src/block/enforcers/csf/lists.ts';
import { aloneBy, type FirewallMachine } from '../../../../src/block/enforcers/firewall-machine.ts';
import { readSmallText } from '../../../../src/system/read-text.ts';
import { runProgram } from '../../../../src/system/run-program.ts';
import { enforcerContract } from '../../../contract/enforcer-contract.ts';
import { orderFor, value } from '../../../system/firewall-story.ts';

const standIn = fileURLToPath(new URL('../../../stand-ins/csf.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'csf-'));
let breaks = false;

const machine: FirewallMachine = {
  find: (program) => `/usr/sbin/${program}`,
  run: async ([, ...words]) => {
    const told = breaks ? ['--unknown', ...words.slice(1)] : words;
    const run = { program: process.execPath, arguments: [standIn, folder, ...told], timeoutMs: 10_000, outputLimitBytes: 1e5 };
    const answer = await runProgram(run);
    return answer.ok ? { ok: true, value: answer.value.toString() } : answer;
  },
  readText: (path) => readSmallText(join(folder, path)),
  nowEpoch: () => Math.floor(Date.now() / 1000),
  alone: (work) => aloneBy(join(folder, 'lock'), work),
};

const put = (path: string, text: string): void => {
  writeFileSync(join(folder, path), text);
};
const get = (path: string): string => readFileSync(join(folder, path), 'utf8');

beforeEach(() => {
  rmSync(join(folder, 'etc'), { recursive: true, force: true });
  rmSync(join(folder, 'var'), { recursive: true, force: true });
  mkdirSync(join(folder, 'etc/csf'), { recursive: true });
  mkdirSync(join(folder, 'var/lib/csf'), { recursive: true });
  put('etc/csf/csf.conf', '# TESTING = "1"\nTESTING = "0"\nIPV6 = "1"\n');
  put('etc/csf/csf.deny', '198.51.100.77 # lfd: (sshd) Failed SSH login - Sun Nov 22 06:39:45 2026\n');
  put('etc/csf/csf.allow', '192.0.2.1 # the office\nInclude /etc/csf/more.allow\n');
  put('var/lib/csf/csf.tempban', '');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

enforcerContract('csf (stand-in)', () => csf(machine), {
  cannotDo: ['fe80::1%eth0'],
  endsByItself: true,
  others: () => Promise.resolve(get('etc/csf/csf.deny') + get('etc/csf/csf.allow')),
  blockByOthers: (target) => {
    put('etc/csf/csf.deny', `${target} # lfd: quotes Active Connections b-0000000000000001\n`);
    return Promise.resolve();
  },
  breakNextApply: () => {
    breaks = true;
    return Promise.resolve(() => {
      breaks = false;
      return Promise.resolve();
    });
  },
});

describe('csf', () => {
  it.each([
    ['the allow-list', '192.0.2.1', '/etc/csf/csf.allow'],
    ['a file it takes in', '192.0.2.66', '/etc/csf/csf.allow'],
    ['the list of addresses to ignore', '192.0.2.130', '/etc/csf/csf.ignore'],
    ['the temporary allow-list', '192.0.2.200', '/var/lib/csf/csf.tempallow'],
  ])('does not block what %s lets in, and names the list', async (_, target, list) => {
    put('etc/csf/more.allow', '192.0.2.64/26\n');
    put('etc/csf/csf.ignore', '192.0.2.128/28 # monitor\ntcp|in|d=22|s=192.0.2.150\n');
    put('var/lib/csf/csf.tempallow', `${Math.floor(Date.now() / 1000)}|192.0.2.200||inout|600|guest\n`);
    expect(await csf(machine).apply(orderFor(target))).toEqual({ ok: false, problem: { kind: 'on-allow-list', target, list } });
    expect(get('etc/csf/csf.deny')).not.toContain(target);
  });

  it('keeps a temporary leave of the same address when a block is lifted', async () => {
    const order = orderFor('203.0.113.7');
    value(await csf(machine).apply(order));
    const leave = `1|203.0.113.7||inout|600|guest\n`;
    put('var/lib/csf/csf.tempallow', leave);
    expect(value(await csf(machine).lift(order))).toBe('lifted');
    expect(get('var/lib/csf/csf.tempallow')).toBe(leave);
  });

  it("does not lift by a command that would remove another's entry too", async () => {
    const order = orderFor('203.0.113.7');
    value(await csf(machine).apply(order));
    const theirs = `${Math.floor(Date.now() / 1000)}|203.0.113.7|22|in|600|lfd: too many logins\n`;
    put('var/lib/csf/csf.tempban', get('var/lib/csf/csf.tempban') + theirs);
    expect(await csf(machine).lift(order)).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
    expect(get('var/lib/csf/csf.tempban')).toContain(theirs);
  });

  it.each([
    ['DENY_IP_LIMIT', null, 'etc/csf/csf.deny'],
    ['DENY_TEMP_IP_LIMIT', undefined, 'var/lib/csf/csf.tempban'],
  ])('drops nobody out of a list that is full by %s', async (setting, until, path) => {
    const kept = until === null ? '192.0.2.9 # do not delete\n' : '';
    const theirs = `${kept}${until === null ? '' : `${Math.floor(Date.now() / 1000)}|`}198.51.100.77${until === null ? ' # lfd' : '||in|600|lfd'}\n`;
    put(path, theirs);
    const order = orderFor('203.0.113.7', until);
    put('etc/csf/csf.conf', `TESTING = "0"\n${setting} = "1"\n`);
    for (const asked of [csf(machine).apply(order), csf(machine).plan(order)]) {
      expect(await asked).toMatchObject({ ok: false, problem: { kind: 'limit-reached', limit: 1 } });
    }
    expect(get(path)).toBe(theirs);
    put('etc/csf/csf.conf', `TESTING = "0"\n${setting} = "2"\n`);
    expect(value(await csf(machine).apply(order)).already).toBe(false);
    expect(value(await csf(machine).apply(order)).already).toBe(true);
  });

  it.each([
    ['etc/csf/csf.disable', '', 'service-stopped'],
    ['etc/csf/csf.error', 'a bad rule', 'service-stopped'],
    ['etc/csf/csf.conf', 'TESTING = "1"\n', 'service-stopped'],
  ])('is not usable with %s', async (path, text, kind) => {
    put(path, text);
    expect(await csf(machine).usable()).toMatchObject({ ok: false, problem: { kind } });
  });

  it('says that it cannot block IPv6 where csf does not', async () => {
    put('etc/csf/csf.conf', 'IPV6 = "0"\n');
    expect(await csf(machine).plan(orderFor('2001:db8::7'))).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
  });

  it('says what csf said when it does not lift', async () => {
    const order = orderFor('203.0.113.7', null);
    put('etc/csf/csf.deny', `203.0.113.7 # Active Connections ${order.id} do not delete - date\n`);
    expect(await csf(machine).lift(order)).toMatchObject({ ok: false, problem: { kind: 'unexpected-answer' } });
  });

  it('reads lists as csf writes them', () => {
    const text =
      '# a comment\n\n203.0.113.0/24 # Active Connections b-00000000000000aa - Sun\ntcp|in|d=22|s=203.0.113.9 # a port\nInclude /etc/x\n';
    expect(readDenyList(text)).toEqual([
      { target: '203.0.113.0/24', enforcer: 'csf', id: 'b-00000000000000aa', untilEpoch: null, reason: null, kept: null },
    ]);
    const bans =
      '100|203.0.113.7||in|60|x\n100|203.0.113.8||in|10|over\n100|203.0.113.9|22|in|60|a port\n100|203.0.113.9||out|60|out\nnonsense\n';
    expect(readTemporaryList(bans, 120).map(({ target, untilEpoch }) => [target, untilEpoch])).toEqual([['203.0.113.7', 160]]);
    expect(settingIn('IPV6_SPI = "0"\nIPV6 = "1" # x\n', 'IPV6')).toBe('1');
  });
});
