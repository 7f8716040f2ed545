import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepReadings, type KeptReadings } from '../../../src/hosts/plesk/readings/keep-readings.ts';
import { processIdentity } from '../../../src/system/process-identity.ts';

const alice = { client: 3, reach: 'a' };
const page = { status: 200, title: 'Pages', body: '<p>read</p>' };
let folder: string;
let now: number;
let readings: KeptReadings;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'active-connections-readings-'));
  now = Math.floor(Date.now() / 1000);
  readings = keepReadings(folder, () => now) as KeptReadings;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const keyOf = (query: string, owner = alice, ofAdmin = false): string => {
  const ordered = readings.order(owner, query, ofAdmin);
  return ordered.ok ? ordered.value.key : ordered.problem;
};
const self = processIdentity(process.pid) as NonNullable<ReturnType<typeof processIdentity>>;

describe('readings that are kept', () => {
  it('are found by their owner, with the same reach, and for two hours', () => {
    const key = keyOf('page=pages');
    expect(key).toMatch(/^[\da-f]{32}$/);
    expect(readings.find(key, alice)?.query).toBe('page=pages');
    for (const other of [
      { client: 4, reach: 'a' },
      { client: 3, reach: 'b' },
    ])
      expect(readings.find(key, other)).toBeNull();
    for (const strange of ['', '../x', key.slice(1), `${key}.order`]) expect(readings.find(strange, alice)).toBeNull();
    now += 7201;
    expect(readings.find(key, alice)).toBeNull();
    readings.sweep();
    expect(readdirSync(join(folder, 'readings'))).toEqual([]);
  });

  it('are bounded: the oldest that is over goes, and what is under way stays', () => {
    const keys = ['a', 'b', 'c', 'd'].map((query) => keyOf(query));
    expect(keyOf('e')).toBe('too-many');
    expect(keyOf('e', { client: 4, reach: 'a' })).toMatch(/^[\da-f]{32}$/);
    now += 1;
    readings.stop(keys[1] ?? '');
    expect(keyOf('e')).toMatch(/^[\da-f]{32}$/);
    expect(readings.find(keys[1] ?? '', alice)).toBeNull();
    expect(readings.find(keys[0] ?? '', alice)).not.toBeNull();
    expect(keyOf('a')).toBe(keys[0]);
    for (let client = 10; client < 45; client++) keyOf('x', { client, reach: 'a' });
    expect(keyOf('x', { client: 99, reach: 'a' })).toBe('too-many');
    // Customers together cannot keep an administrator from it.
    expect(keyOf('x', { client: 1, reach: 'all' }, true)).toMatch(/^[\da-f]{32}$/);
  });

  it('tell how far they are', () => {
    const key = keyOf('page=pages');
    const side = readings.reader(key);
    expect(readings.stateOf(key)).toEqual({ is: 'waiting', forSeconds: 0 });
    const readingsTold = [{ what: 'Access logs', filesDone: 1, files: 3, bytes: 50, bytesInAll: 100 }];
    side.tell({ reader: self, state: 'reading', why: '', readings: readingsTold, elapsedMs: 10 });
    expect(readings.stateOf(key)).toMatchObject({ is: 'reading', told: { readings: readingsTold } });
    side.tell({ reader: { ...self, startTicks: '1' }, state: 'reading', why: '', readings: [], elapsedMs: 10 });
    expect(readings.stateOf(key)).toMatchObject({ is: 'broken' });
    side.tell({ reader: self, state: 'unheard', why: '', readings: [], elapsedMs: 10 });
    expect(readings.stateOf(key)).toEqual({ is: 'stopped', by: 'panel' });
    expect(side.finish(page).ok).toBe(true);
    expect(readings.stateOf(key)).toEqual({ is: 'done' });
    expect(readings.pageOf(key)).toEqual(page);
    // What is done cannot be stopped any more.
    readings.stop(key);
    expect(side.isStopped()).toBe(false);
  });

  it('end when nobody asks, when they are stopped, and when they are gone', () => {
    const [key, other] = [keyOf('a'), keyOf('b')];
    const side = readings.reader(key);
    readings.hear(key);
    expect(side.unheardSeconds()).toBeLessThan(2);
    utimesSync(join(folder, 'readings', `${key}.heard`), now - 61, now - 61);
    expect(side.unheardSeconds()).toBeGreaterThan(60);
    readings.hear(key);
    expect(side.unheardSeconds()).toBeLessThan(2);
    readings.stop(key);
    expect(side.isStopped()).toBe(true);
    const goneFor = now - 8000;
    utimesSync(join(folder, 'readings', `${other}.order`), goneFor, goneFor);
    readings.sweep();
    expect(readings.reader(other).isStopped()).toBe(true);
    expect(readings.reader(other).finish(page).ok).toBe(false);
  });

  it('keep no page that is larger than the panel takes, and no file that others may read counts', () => {
    const key = keyOf('a');
    const kept = readings.reader(key).finish({ ...page, body: 'x'.repeat(4_000_000) });
    expect(kept).toMatchObject({ ok: false, problem: { kind: 'too-large' } });
    writeFileSync(
      join(folder, 'readings', `${'f'.repeat(32)}.order`),
      JSON.stringify({ ...alice, key: 'f'.repeat(32), query: 'a', madeEpoch: now }),
      {
        mode: 0o644,
      },
    );
    expect(readings.find('f'.repeat(32), alice)).toBeNull();
  });

  it('are read by one process, and two of them at once', () => {
    const sides = ['a', 'b', 'c'].map((query) => readings.reader(keyOf(query)));
    expect(sides[0]?.begin()).not.toBeNull();
    expect(sides[0]?.begin()).toBeNull();
    const turns = sides.map((side) => side.turn(false));
    expect(turns.map((turn) => turn !== null)).toEqual([true, true, false]);
    turns[0]?.release();
    expect(sides[2]?.turn(false)).not.toBeNull();
    expect([sides[0]?.turn(false), sides[0]?.turn(true) === null, sides[0]?.turn(true)]).toEqual([null, false, null]);
  });

  it('have no more processes than may read: no client has two of them, and administrators one of their own', () => {
    const [own, other] = [keyOf('a'), keyOf('b')];
    const [bobs, carols] = [4, 5].map((client) => keyOf('a', { client, reach: 'a' }));
    const admins = keyOf('a', { client: 1, reach: 'all' }, true);
    expect(readings.begin(own, '{}', false)).toBe(true);
    // It is being started.
    expect([own, other].map((key) => readings.begin(key, '{}', false))).toEqual([false, false]);
    expect([bobs, carols].map((key) => readings.begin(key ?? '', '{}', false))).toEqual([true, false]);
    expect(readings.begin(admins, '{}', true)).toBe(true);
    readings.reader(own).tell({ reader: self, state: 'waiting', why: '', readings: [], elapsedMs: 0 });
    expect(readings.begin(carols ?? '', '{}', false)).toBe(false);
    // Files are stamped by the real clock, which goes on meanwhile.
    now += 60;
    // Bob's never said a word: it did not start.
    expect(readings.begin(other, '{}', false)).toBe(false);
    expect(readings.begin(carols ?? '', '{}', false)).toBe(true);
    readings.stop(own);
    expect(readings.begin(other, '{}', false)).toBe(true);
    expect(readings.reader(other).question()).toBe('{}');
  });
});
