import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { type FirewallStage, firewallStage, server4, visitor4, visitor6 } from './firewall-stage.ts';
import { connects, isShutOut } from './firewall-story.ts';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const browserFile = resolve(import.meta.dirname, 'block-browser.mjs');
const missing = lacking('nft', 'ip', 'unshare');
const isPossible = needs.root && missing.length === 0;

/** The state folder of this test in the place of the machine's, in the mount namespace that `ip netns exec` makes for each call. */
const withOwnState = (folder: string): readonly string[] => [
  '/bin/sh',
  '-c',
  `mount -t tmpfs none /var/lib && mkdir -m 700 /var/lib/active-connections && mount --bind ${folder} /var/lib/active-connections && exec "$@"`,
  'sh',
];

describe.skipIf(!isPossible)(`blocks from a terminal and a browser${because(isPossible, `needs root, ${missing.join(', ')}`)}`, () => {
  let stage: FirewallStage;
  let folder: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    stage = await firewallStage();
    folder = mkdtempSync(join(tmpdir(), 'active-connections-faces-'));
    chmodSync(folder, 0o700);
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    stage.clear();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...words: readonly string[]): ReturnType<typeof spawnPiped> {
    const [first = '', ...rest] = [...stage.inServer, ...withOwnState(folder), process.execPath, ...words];
    const child = spawnPiped(first, rest);
    children.push(child);
    return child;
  }
  const spawnPiped = (program: string, words: readonly string[]) =>
    spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC' } });

  function run(...words: readonly string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    return new Promise((done) => {
      const child = start(bundle, ...words);
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.stdin.end();
      child.on('close', (code) => {
        done({ code, out, err });
      });
    });
  }

  const ruleset = (): string => stage.print('nft', 'list', 'ruleset');

  it('blocks, shows, lifts and writes down, by commands', async () => {
    expect(await connects(stage, visitor4)).toBe(true);
    const dry = await run('block', visitor4, '--dry-run');
    expect([dry.code, dry.out.includes('add element inet active_connections')]).toEqual([0, true]);
    expect(ruleset()).toBe('');

    const made = await run('block', visitor4, '--reason', 'tries passwords', '--for', '10m');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain('the firewall (nftables): blocked, and found there when read back');
    expect(await isShutOut(stage, visitor4)).toBe(true);

    expect((await run('block', visitor4, '--for', '10m')).out).toContain('It was blocked already.');
    const plain = await run('blocks', '--ours', '--plain');
    expect(plain).toMatchObject({ code: 0, err: '' });
    expect(plain.out).toMatch(/^203\.0\.113\.7\tserver\t\d{4}-\d\d-\d\dT[\d:.]+Z\tnftables\n$/);
    expect((await run('blocks')).out).toContain('tries passwords');

    const lifted = await run('unblock', visitor4, '--reason', 'they asked');
    expect(lifted).toMatchObject({ code: 0, err: '' });
    expect(await connects(stage, visitor4)).toBe(true);
    expect((await run('blocks', '--ours', '--plain')).out).toBe('');
    const journal = await run('journal', visitor4, '--json');
    const { entries } = JSON.parse(journal.out) as { readonly entries: readonly { readonly step: string; readonly text: string }[] };
    expect(entries.map(({ step }) => step)).toEqual(['lift-outcome', 'lifted', 'lift-intent', 'block-outcome', 'applied', 'block-intent']);
    expect(entries.find(({ step }) => step === 'lift-intent')?.text).toContain('they asked');
  });

  it('refuses what would harm, with an exit code of its own, and changes nothing', async () => {
    const before = ruleset();
    for (const target of [server4, '127.0.0.1', '192.0.2.0/24', '10.0.0.1', '::1']) {
      const { code, out } = await run('block', target, '--yes', '--override', 'never mind');
      // Private networks are the one of these that an administrator may insist on.
      if (target === '10.0.0.1') expect((await run('unblock', target)).code).toBe(0);
      else expect([target, code, out.includes('Never blocked')]).toEqual([target, 3, true]);
    }
    expect((await run('guard', server4)).code).toBe(3);
    expect((await run('guard', visitor4)).code).toBe(0);
    expect(ruleset()).toBe(before);
  });

  it.each([
    [['block'], 'ADDRESS is missing'],
    [['block', 'example.com'], '“example.com” does not fit ADDRESS'],
    [['block', visitor4, '198.51.100.1'], 'one address or range'],
    [['block', visitor4, '--for', '2h'], 'one of 10m, 1h, 24h, 7d, permanent'],
    [['block', visitor4, '--for', 'permanent'], 'a block without an end needs a reason'],
    [['block', visitor4, '--scope', 'domain:../x'], 'server, account:NAME or domain:NAME'],
    [['block', visitor4, '--via', 'nftables,ufw'], '“ufw” does not fit --via'],
    [['unblock'], 'ADDRESS is missing'],
    [['unblock', visitor4, '--all'], 'no address beside it'],
  ])('says what is wrong with %j', async (words, text) => {
    const { code, err } = await run(...words);
    expect([code, err.includes(text)]).toEqual([2, true]);
  });

  it('says where a block cannot be made, and that nothing holds it', async () => {
    const { code, out } = await run('block', visitor4, '--via', 'csf');
    expect([code, out.includes('Not blocked.'), out.includes('csf is not used')]).toEqual([4, true, true]);
  });

  it('lifts everything with --all, also what the journal does not know', async () => {
    await run('block', visitor4);
    await run('block', '2001:db8:1:2::/64', '--yes');
    expect(await isShutOut(stage, visitor6)).toBe(true);
    rmSync(join(folder, 'journal'));
    const stray = await run('blocks', '--ours', '--plain');
    expect(stray.out.split('\n').filter((line) => line !== '')).toHaveLength(2);
    const lifted = await run('unblock', '--all', '--reason', 'uninstalled');
    expect(lifted).toMatchObject({ code: 0, err: '' });
    expect((await run('blocks', '--ours', '--plain')).out).toBe('');
    expect([await connects(stage, visitor4), await connects(stage, visitor6)]).toEqual([true, true]);
  });

  it('leaves no half state when it is killed at any moment, and the next command says what is true', { timeout: 300_000 }, async () => {
    const target = '198.51.100.9';
    const begin = performance.now();
    await run('block', target);
    const wholeMs = performance.now() - begin;
    const heldIds = (): readonly string[] => [...ruleset().matchAll(/comment "(b-[\da-f]{16})/g)].map(([, id = '']) => id);
    for (let round = 0; round < 8; round++) {
      const child = start(bundle, round % 2 === 0 ? 'unblock' : 'block', target);
      const over = new Promise((done) => child.on('close', done));
      // Most of a run is its start: what matters happens in its second half.
      await pause(wholeMs * (0.4 + round * 0.07));
      child.kill('SIGKILL');
      await over;
      await run('expire');
      const { blocks } = JSON.parse((await run('blocks', '--ours', '--json')).out) as {
        readonly blocks: readonly { readonly block: { readonly id: string }; readonly heldBy: readonly { readonly state: string }[] }[];
      };
      expect(blocks.map(({ block }) => block.id)).toEqual(heldIds());
      expect(blocks.flatMap(({ heldBy }) => heldBy.map(({ state }) => state)).filter((state) => state !== 'held')).toEqual([]);
    }
    expect((await run('unblock', '--all')).code).toBe(0);
    expect(heldIds()).toEqual([]);
  });

  /** All of ours is gone, and what is written is of another run of the machine. */
  function restart(): void {
    stage.print('nft', 'delete', 'table', 'inet', 'active_connections');
    const journal = join(folder, 'journal');
    const text = readFileSync(journal, 'utf8').replaceAll(/"run":"[^"]*"/g, '"run":"00000000-0000-0000-0000-000000000000 1"');
    expect(text).toContain('"run":"0');
    writeFileSync(journal, text);
  }

  it('puts back what a restart swept away, unless it is let in by now, and says both', async () => {
    await run('block', visitor4);
    await run('block', '198.51.100.9');
    restart();
    expect((await run('blocks')).out).toContain('nftables swept away by a restart of the server, not put back yet');
    writeFileSync(join(folder, 'allow-list'), '198.51.100.9 # a customer\n');
    const ticked = await run('expire');
    expect(ticked).toMatchObject({ code: 0, err: '' });
    expect(ticked.out).toContain('1 block put back after a restart');
    expect(ticked.out).toContain('1 block not put back after a restart, and closed');
    expect(ticked.out).toContain('198.51.100.9: 198.51.100.9 is on a list of those that are let in');
    expect(await isShutOut(stage, visitor4)).toBe(true);
    expect((await run('journal', visitor4)).out).toContain('Put back in nftables after a restart');
    expect((await run('blocks', '--ours', '--plain')).out.split('\n')).toHaveLength(2);
    expect(await run('expire')).toMatchObject({ code: 0, out: '', err: '' });
    rmSync(join(folder, 'allow-list'));
    expect((await run('unblock', '--all')).code).toBe(0);
  });

  it('puts each one back once, however often it is killed on the way', { timeout: 300_000 }, async () => {
    const targets = [1, 2, 3, 4].map((last) => `198.51.100.${last}`);
    for (const target of targets) await run('block', target);
    restart();
    const begin = performance.now();
    await run('expire');
    const wholeMs = performance.now() - begin;
    for (let round = 0; round < 5; round++) {
      restart();
      const child = start(bundle, 'expire');
      const over = new Promise((done) => child.on('close', done));
      await pause(wholeMs * (0.4 + round * 0.1));
      child.kill('SIGKILL');
      await over;
      expect((await run('expire')).code).toBe(0);
      expect([...ruleset().matchAll(/(198\.51\.100\.\d) /g)].map(([, target]) => target).sort()).toEqual(targets);
      expect(await run('expire')).toMatchObject({ code: 0, out: '' });
    }
    expect((await run('unblock', '--all')).code).toBe(0);
    expect(ruleset()).toBe('');
  });

  it('says of an address that its range still keeps it out', async () => {
    await run('block', visitor4);
    await run('block', '203.0.113.0/24', '--yes');
    const lifted = await run('unblock', visitor4);
    expect([lifted.code, lifted.out.includes('Blocked by 203.0.113.0/24; lift that with')]).toEqual([4, true]);
    expect(await isShutOut(stage, visitor4)).toBe(true);
    expect((await run('unblock', '203.0.113.0/24')).code).toBe(0);
    expect(await connects(stage, visitor4)).toBe(true);
  });

  it('blocks and lifts from the pages of serve, by form, redirect and page', async () => {
    const served = start(bundle, 'serve');
    const link = await new Promise<string>((found) => {
      let out = '';
      served.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const [first] = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(out) ?? [];
        if (first !== undefined) found(first);
      });
    });
    const browser = start(browserFile, link);
    const answers = createInterface({ input: browser.stdout })[Symbol.asyncIterator]();
    const does = async (line: string): Promise<{ readonly statuses: readonly number[]; readonly text: string }> => {
      browser.stdin.write(`${line}\n`);
      return JSON.parse((await answers.next()).value as string) as { statuses: number[]; text: string };
    };

    const made = await does(`block ${visitor4}`);
    expect(made.statuses).toEqual([303, 200]);
    expect(made.text).toContain('the firewall (nftables): blocked, and found there when read back');
    expect(made.text).toContain('0 connections now.');
    expect(await isShutOut(stage, visitor4)).toBe(true);
    expect((await does('get ?page=blocks')).text).toContain('seen in the log');
    expect((await does(`raw ?page=block&target=${visitor4} do=unblock&token=none`)).statuses).toEqual([403]);
    expect((await does(`get ?page=block&target=${server4}`)).text).toContain('This is not blocked.');
    expect(await isShutOut(stage, visitor4)).toBe(true);
    const lifted = await does(`unblock ${visitor4}`);
    expect([lifted.statuses, lifted.text.includes('Not blocked any more.')]).toEqual([[303, 200], true]);
    expect(await connects(stage, visitor4)).toBe(true);
    served.kill('SIGTERM');
  });
});
