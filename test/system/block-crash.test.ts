import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlockWorld, usualLimits } from '../../src/block/block-world.ts';
import { expire } from '../../src/block/expire.ts';
import { blockRecords } from '../../src/block/journal/block-record.ts';
import { openJournal } from '../../src/block/journal/journal.ts';
import { fullBytes } from '../../src/block/journal/new-file.ts';
import { newBlockId } from '../../src/block/new-block-id.ts';
import type { ExpireReport } from '../../src/model/block-report.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Result } from '../../src/model/result.ts';
import { fakeEnforcer } from '../contract/fake-enforcer.ts';
import type { ChildOrders } from './block-child.entry.ts';

const startEpoch = 2_000_000_000;
let top: string;
let bundle: string;
let folders = 0;

beforeAll(async () => {
  // In memory where that can be: what dies here is a process, not the machine, and every line waits for the disk.
  top = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'active-connections-crash-'));
  bundle = join(top, 'child.cjs');
  const entry = fileURLToPath(new URL('block-child.entry.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
});

afterAll(() => {
  rmSync(top, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = join(top, String(folders++));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Runs a child to its end, or until it dies, or is killed so long after its first word. */
function run(
  orders: Partial<ChildOrders> & Pick<ChildOrders, 'folder' | 'does'>,
  killAfterMs?: number,
): Promise<{ readonly died: boolean; readonly steps: number }> {
  const whole: ChildOrders = {
    target: '203.0.113.7',
    duration: '1h',
    nowEpoch: startEpoch,
    dieAt: null,
    count: 0,
    run: 'run 1',
    refuses: false,
    ...orders,
  };
  const child = spawn(process.execPath, [bundle, JSON.stringify(whole)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let killed: Promise<unknown> = Promise.resolve();
  child.stdout.on('data', (bytes: Buffer) => {
    if (output === '' && killAfterMs !== undefined) killed = sleep(killAfterMs).then(() => child.kill('SIGKILL'));
    output += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      void killed.then(() => {
        if (code !== null && code !== 0) reject(new Error(errors));
        else resolve({ died: signal === 'SIGKILL', steps: Number(output) });
      });
    });
  });
}

function worldOf(folder: string, nowEpoch: number, run = 'run 1'): BlockWorld {
  const now = (): number => nowEpoch;
  return {
    enforcers: [
      fakeEnforcer(join(folder, 'cphulk'), { name: 'cphulk', effect: 'logins', endsByItself: false, nowEpoch: now }),
      fakeEnforcer(join(folder, 'nftables'), { name: 'nftables', nowEpoch: now }),
    ],
    native: ['cphulk'],
    journal: openJournal(folder),
    lockPath: join(folder, 'changes.lock'),
    limits: usualLimits,
    nowEpoch: now,
    machineRun: () => ({ id: run, upSeconds: 600 }),
    newId: newBlockId,
  };
}

/** What the places hold, and what the journal says they hold. */
async function truth(
  world: BlockWorld,
): Promise<{ readonly held: readonly string[]; readonly told: readonly string[]; readonly unfinished: number }> {
  const lists = await Promise.all(world.enforcers.map(async (enforcer) => valueOf(await enforcer.list())));
  const records = [...blockRecords(valueOf(world.journal.read()).entries).values()];
  return {
    held: lists.flatMap((list) => list.map(({ enforcer, target, id }) => `${enforcer} ${target} ${String(id)}`)).sort(),
    told: records.flatMap(({ order, held }) => [...held.keys()].map((enforcer) => `${enforcer} ${order.target} ${order.id}`)).sort(),
    unfinished: records.filter(({ phase }) => phase === 'begun' || phase === 'lifting').length,
  };
}

/** What the next run finds and does. */
async function nextRun(folder: string, nowEpoch: number, run?: string): Promise<ExpireReport> {
  const world = worldOf(folder, nowEpoch, run);
  const askGuard = () => Promise.resolve({ refusals: [], warnings: [], offers: [], problems: [] });
  const report = valueOf(await expire(world, { patienceMs: 5000, mostBlocks: 100, putBack: { askGuard, mostBlocks: 100, seconds: 600 } }));
  const { held, told, unfinished } = await truth(world);
  expect(unfinished).toBe(0);
  expect(told).toEqual(held);
  return report;
}

function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** Dies at each step in turn, from the first to the last, each time on a machine as it was prepared. */
async function dieEverywhere(
  does: ChildOrders['does'],
  more: Partial<ChildOrders>,
  prepare: (folder: string) => Promise<unknown>,
  then: (folder: string) => void = () => undefined,
): Promise<{ readonly deaths: number; readonly did: ReadonlySet<string> }> {
  const did = new Set<string>();
  const prepared = newFolder();
  await prepare(prepared);
  for (let dieAt = 1; ; dieAt++) {
    const folder = newFolder();
    cpSync(prepared, folder, { recursive: true });
    const { died } = await run({ folder, does, ...more, dieAt });
    const report = await nextRun(folder, more.nowEpoch ?? startEpoch, more.run);
    for (const one of report.recovered) did.add(one.did);
    // And it is settled: the run after that finds nothing to do.
    expect(await nextRun(folder, more.nowEpoch ?? startEpoch, more.run)).toMatchObject({ recovered: [], restored: [] });
    then(folder);
    if (!died) return { deaths: dieAt - 1, did };
  }
}

const nothing = (): Promise<void> => Promise.resolve();
const blocked = (folder: string): Promise<unknown> => run({ folder, does: 'block' });

/** The firewall forgets, cPHulk does not. */
const restarted = async (folder: string): Promise<void> => {
  await blocked(folder);
  rmSync(join(folder, 'nftables'), { recursive: true });
};

describe('a process that dies in the middle of a change', { timeout: 120_000 }, () => {
  it('of making a block leaves no half of it, and the journal tells the truth', async () => {
    const { deaths, did } = await dieEverywhere('block', {}, nothing);
    // Four lines with three moments each, two places with three.
    expect(deaths).toBe(18);
    expect([...did].sort()).toEqual(['kept-what-holds', 'rolled-back']);
  });

  it('of lifting one: the next run finishes it', async () => {
    const { deaths, did } = await dieEverywhere('undo', {}, blocked);
    expect(deaths).toBe(16);
    expect([...did]).toEqual(['finished-lifting']);
  });

  it('of ending one whose time is over', async () => {
    const { deaths, did } = await dieEverywhere('expire', { nowEpoch: startEpoch + 3600 }, blocked);
    expect(deaths).toBe(16);
    expect([...did]).toEqual(['finished-lifting']);
  });

  it('of giving one another end', async () => {
    const { deaths } = await dieEverywhere('block', { duration: '24h' }, blocked);
    expect(deaths).toBe(34);
  });

  it('of putting back what a restart swept away: in the end it is back, once', async () => {
    const isBack = (folder: string): void => {
      expect(readdirSync(join(folder, 'nftables'))).toHaveLength(1);
      expect(readdirSync(join(folder, 'cphulk'))).toHaveLength(1);
    };
    const { deaths } = await dieEverywhere('expire', { run: 'run 2' }, restarted, isBack);
    // Two lines with three moments each, one place with three.
    expect(deaths).toBe(9);
  });

  it('of closing it because the guard refuses it now: no half of it is left, or it is back', async () => {
    const { deaths, did } = await dieEverywhere('expire', { run: 'run 2', refuses: true }, restarted);
    expect(deaths).toBe(16);
    expect([...did]).toEqual(['finished-lifting']);
  });

  it('of putting one back whose time is over when the next run comes: it is lifted, and not put back again', async () => {
    const folder = newFolder();
    await restarted(folder);
    // The rule is there, the line that says so is not.
    expect(await run({ folder, does: 'expire', run: 'run 2', dieAt: 7 })).toMatchObject({ died: true });
    expect((await truth(worldOf(folder, startEpoch))).held).toHaveLength(2);
    const report = await nextRun(folder, startEpoch + 7200, 'run 2');
    expect(report).toMatchObject({ ended: [{}], restored: [] });
    expect((await truth(worldOf(folder, startEpoch + 7200))).held).toEqual([]);
  });

  it('of making one whose time is over when the next run comes: it is rolled back', async () => {
    const folder = newFolder();
    await run({ folder, does: 'block', dieAt: 9 });
    const report = await nextRun(folder, startEpoch + 7200);
    expect(report.recovered).toMatchObject([{ did: 'rolled-back' }]);
  });

  it('of beginning a new file', async () => {
    const fill = async (folder: string): Promise<void> => {
      await blocked(folder);
      appendFileSync(join(folder, 'journal'), `${'x'.repeat(999)}\n`.repeat(fullBytes / 1000 + 1));
    };
    const { deaths } = await dieEverywhere('block', { target: '203.0.113.8' }, fill);
    expect(deaths).toBe(20);
  });

  it('at any time at all', async () => {
    const folder = newFolder();
    for (let round = 0; round < 15; round++) {
      const ended = await run({ folder, does: 'many', target: `203.0.${round}.`, count: 200 }, Math.random() * 60);
      expect(ended.died).toBe(true);
      await nextRun(folder, startEpoch);
    }
    expect((await truth(worldOf(folder, startEpoch))).held.length).toBeGreaterThan(10);
  });
});

describe('the journal', { timeout: 120_000 }, () => {
  it('keeps every line whole that many processes write at once', async () => {
    const folder = newFolder();
    const writers = ['a', 'b', 'c', 'd'];
    await Promise.all(writers.map((target) => run({ folder, does: 'append', target, count: 250 })));
    const reading = valueOf(openJournal(folder).read());
    expect(reading).toMatchObject({ damagedLines: 0 });
    expect(reading.entries).toHaveLength(1000);
    for (const writer of writers) {
      const numbers = reading.entries.filter((entry) => 'by' in entry && entry.by.startsWith(writer)).map(({ at }) => at);
      expect(numbers).toEqual(Array.from({ length: 250 }, (_, at) => at));
    }
    expect(statSync(join(folder, 'journal')).mode & 0o777).toBe(0o600);
  });

  it('lets many processes block at once, one after the other', async () => {
    const folder = newFolder();
    await Promise.all([1, 2, 3, 4].map((last) => run({ folder, does: 'many', target: `203.0.${last}.`, count: 5 })));
    const { held, told, unfinished } = await truth(worldOf(folder, startEpoch));
    expect([held.length, unfinished]).toEqual([40, 0]);
    expect(told).toEqual(held);
  });

  it('begins a new file when it is full, and loses no block and no line', async () => {
    const folder = newFolder();
    await blocked(folder);
    appendFileSync(join(folder, 'journal'), `${'x'.repeat(999)}\n`.repeat(fullBytes / 1000 + 1));
    await run({ folder, does: 'block', target: '203.0.113.8' });
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('journal'))
        .sort(),
    ).toEqual(['journal', 'journal.1']);
    expect(readFileSync(join(folder, 'journal.1'), 'utf8')).toContain('block-intent');
    const { held, told } = await truth(worldOf(folder, startEpoch));
    expect(held).toHaveLength(4);
    expect(told).toEqual(held);
  });
});
