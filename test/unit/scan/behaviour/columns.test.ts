import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignHit } from '../../../../src/model/behaviour.ts';
import type { Hit } from '../../../../src/scan/behaviour/hit.ts';
import { HitRoom, KeptHits, numbersOfTexts } from '../../../../src/scan/behaviour/kept-hits.ts';
import { Hand } from '../../../../src/scan/behaviour/list-at-hand.ts';
import { LoginOutcomes } from '../../../../src/scan/behaviour/login-outcomes.ts';
import { LoginRoom } from '../../../../src/scan/behaviour/login-room.ts';
import { NumberCounts } from '../../../../src/scan/behaviour/number-counts.ts';
import { Room } from '../../../../src/scan/behaviour/room.ts';
import { SampleLines } from '../../../../src/scan/behaviour/sample-lines.ts';
import { Texts } from '../../../../src/scan/behaviour/texts.ts';

describe('texts as numbers', () => {
  it('come back as they were, as long as there is room; then they are all one', () => {
    const texts = new Texts(3, 100);
    const numbers = ['a', 'b', 'a', '', 'c', 'b'].map((text) => texts.numberOf(text));
    expect(numbers.map((number) => texts.textOf(number))).toEqual(['a', 'b', 'a', '', '(other)', 'b']);
    expect([numbers[0] === numbers[2], texts.isFull]).toEqual([true, true]);
  });

  it('are bounded in characters, too', () => {
    const texts = new Texts(100, 10);
    expect([texts.numberOf('x'.repeat(11)), texts.numberOf('x'.repeat(10)) === texts.other]).toEqual([texts.other, false]);
  });

  it('tell paths apart that find no room', () => {
    const texts = new Texts(1, 100, 2 ** 31);
    const [known, one, other, again] = ['/known', '/one', '/other', '/one'].map((path) => texts.numberOf(path));
    expect([one === again, one === other, one === known]).toEqual([true, false, false]);
    expect([known ?? 0, one ?? 0].map((number) => (texts.isHash(number) ? null : texts.textOf(number)))).toEqual(['/known', null]);
  });
});

describe('counts of numbers', () => {
  it('are those of a plain map, as far as there is room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 0xffff_ffff })), { maxLength: 300 }),
        fc.integer({ min: 1, max: 60 }),
        (numbers, most) => {
          const room = new Room(50);
          const counts = new NumberCounts(room, most);
          const plain = new Map<number, number>();
          for (const number of numbers) {
            counts.add(number);
            if (plain.has(number) || plain.size < Math.min(most, 50)) plain.set(number, (plain.get(number) ?? 0) + 1);
          }
          expect(new Map(counts.entries().map(({ number, count }) => [number, count]))).toEqual(plain);
          expect(counts.distinct).toBe(plain.size);
        },
      ),
    );
  });
});

const hit: fc.Arbitrary<Hit> = fc.record({
  epoch: fc.option(fc.integer({ min: 0, max: 60 }).map((seconds) => 1_795_329_585 + seconds)),
  site: fc.option(fc.constantFrom('alice.example', 'bob.example', '')),
  what: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('a', 'b', 'c')),
  method: fc.constantFrom('', 'GET', 'POST'),
  status: fc.option(fc.nat({ max: 999 })),
  agent: fc.constantFrom('', '-', 'Mozilla/5.0'),
  forgeable: fc.boolean(),
  sizeBytes: fc.option(fc.nat()),
  unlessEditor: fc.boolean(),
});
const newRoom = (most: number, kept: number): HitRoom => new HitRoom(new Texts(1000, 100_000), new Hand(), most, kept);
const shown = ({ epoch, site, what, method, status, agent, forgeable }: Hit) => ({ epoch, site, what, method, status, agent, forgeable });

/** The first ones, and of half as many names, or 32, the first one each. */
const chosenOf = (hits: readonly SignHit[], kept: number): readonly SignHit[] => {
  const names = [...new Set(hits.map(({ what }) => what))].slice(0, Math.max(32, kept >> 1));
  const named = new Set(names.map((name) => hits.findIndex(({ what }) => what === name)));
  return hits.filter((_, at) => at < kept || named.has(at));
};

describe('kept hits', () => {
  it('are what was added, the first ones by time and of some names, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(hit, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (hits, kept) => {
        const all = new KeptHits(newRoom(10_000, 100));
        const few = new KeptHits(newRoom(10_000, kept));
        const backwards = new KeptHits(newRoom(10_000, kept));
        for (const one of hits) for (const list of [all, few]) list.add(one);
        for (const one of [...hits].reverse()) backwards.add(one);
        const sorted = all.result('192.0.2.1', () => true);
        expect([all.count, few.count]).toEqual([hits.length, hits.length]);
        expect(new Set(sorted?.hits.map((one) => JSON.stringify(one)))).toEqual(new Set(hits.map((one) => JSON.stringify(shown(one)))));
        expect(few.result('192.0.2.1', () => true)?.hits ?? []).toEqual(chosenOf(sorted?.hits ?? [], kept));
        expect(backwards.result('192.0.2.1', () => true)?.hits ?? []).toEqual(chosenOf(sorted?.hits ?? [], kept));
        const editors = hits.filter(({ unlessEditor }) => !unlessEditor).length;
        expect(all.result('192.0.2.1', ({ unlessEditor }) => !unlessEditor)?.count ?? 0).toBe(editors);
      }),
      { numRuns: 500 },
    );
  });

  it('are in one order also where they differ in nothing but whether they may be forged', () => {
    const one: Hit = {
      ...{ epoch: null, site: null, what: '', method: '', status: null, agent: '' },
      forgeable: false,
      sizeBytes: null,
      unlessEditor: false,
    };
    const keptOf = (hits: readonly Hit[]) => {
      const list = new KeptHits(newRoom(10_000, 1));
      for (const each of hits) list.add(each);
      return list.result('192.0.2.1', () => true)?.hits;
    };
    const other = { ...one, forgeable: true };
    expect(keptOf([one, other])).toEqual(keptOf([other, one]));
  });

  it('are told apart also where their texts find no room any more', () => {
    const room = new HitRoom(new Texts(1, 100, numbersOfTexts / 2), new Hand(), 1000, 100);
    const [junk, hunter] = [new KeptHits(room), new KeptHits(room)];
    const asked = (what: string) => ({
      ...{ epoch: 1_795_329_585, site: null, what, method: 'GET', status: 404, agent: '-' },
      ...{ forgeable: false, sizeBytes: null, unlessEditor: false },
    });
    junk.add(asked('/junk'));
    for (const name of ['/a.php', '/b.php', '/c.php', '/a.php']) hunter.add(asked(name));
    const names = hunter.result('192.0.2.1', () => true)?.hits.map(({ what }) => what) ?? [];
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => /^\(other [\da-z]+\)$/.test(name))).toBe(true);
    expect(room.texts.isFull).toBe(true);
  });

  it('become fewer in every list when all together are too many, and say so', () => {
    const room = newRoom(100, 64);
    const lists = Array.from({ length: 4 }, () => new KeptHits(room));
    for (let at = 0; at < 200; at++) {
      for (const list of lists) {
        list.add({
          ...{ epoch: 1_795_329_585 + at, site: null, what: `/${String(at)}`, method: 'GET', status: 404, agent: '-' },
          ...{ forgeable: false, sizeBytes: null, unlessEditor: false },
        });
      }
    }
    expect(room.isTight).toBe(true);
    const counts = lists.map((list) => list.result('192.0.2.1', () => true));
    expect(counts.map((result) => result?.count)).toEqual([200, 200, 200, 200]);
    for (const result of counts) {
      expect(result?.hits.length).toBe(Math.max(room.kept, 32));
      expect(result?.hits[0]?.what).toBe('/0');
    }
  });
});

const linesOf = (samples: SampleLines): readonly string[] => samples.result().map(({ line }) => line);

describe('sample lines', () => {
  it('always keep the first of each sign, and more while there is room', () => {
    const samples = new SampleLines(new Room(1));
    for (const number of [1, 2, 3]) samples.offer(['login'], () => `login ${String(number)}`);
    samples.offer(['payload'], () => 'payload');
    samples.offer([], () => 'ordinary');
    expect(linesOf(samples)).toEqual(['payload', 'login 1', 'ordinary', 'login 2']);
  });

  it('are each shown once, however often they come', () => {
    const samples = new SampleLines(new Room(100));
    let looks = 0;
    const offer = (line: string): void => {
      samples.offer(['login'], () => {
        looks++;
        return line;
      });
    };
    for (let at = 0; at < 1_000; at++) offer('the same');
    expect(linesOf(samples)).toEqual(['the same']);
    expect(looks).toBeLessThan(20);
    const other = new SampleLines(new Room(100));
    for (const line of ['one', 'one', 'two', 'two', 'three']) other.offer(['login'], () => line);
    expect(linesOf(other)).toEqual(['one', 'two', 'three']);
  });

  it('are kept for a weaker sign, too, when the stronger one has enough', () => {
    const samples = new SampleLines(new Room(100));
    for (let at = 0; at < 9; at++) samples.offer(['payload', 'bad-agent'], () => `line ${String(at)}`);
    const shown = samples.result().map(({ shows }) => shows);
    expect(shown.filter((sign) => sign === 'payload')).toHaveLength(4);
    expect(shown.filter((sign) => sign === 'bad-agent')).toHaveLength(4);
  });

  it('begin with the login that was let in, and show it once', () => {
    const samples = new SampleLines(new Room(100));
    for (const line of ['failed', 'let in']) samples.offer(['login'], () => line);
    expect(samples.result(['let in'])).toEqual([
      { shows: 'let-in', line: 'let in' },
      { shows: 'login', line: 'failed' },
    ]);
  });
});

const failedLine = (): string => 'failed';

describe('login outcomes', () => {
  it('keep the line of the success after failures, whatever was let in before', () => {
    const outcomes = new LoginOutcomes(new LoginRoom(1_000), new Room(100));
    const add = (epoch: number, site: string, status: number): void => {
      outcomes.add(epoch, site, status, () => `${site} ${String(epoch)} ${String(status)}`);
    };
    add(1, 'owner.example', 302);
    add(2, 'alice.example', 302);
    for (let epoch = 3; epoch < 10; epoch++) add(epoch, 'alice.example', 200);
    add(11, 'alice.example', 302);
    add(12, 'alice.example', 302);
    expect(outcomes.result().loginsAfterFailures).toEqual([{ epoch: 11, site: 'alice.example', failuresBefore: 7 }]);
    expect(outcomes.lines()).toEqual(['alice.example 11 302']);
  });

  it('find the success after any number of failures, in the room of a few', () => {
    const room = new LoginRoom(3_000);
    const outcomes = Array.from({ length: 10 }, () => new LoginOutcomes(room, new Room(100)));
    for (let at = 0; at < 50_000; at++) for (const one of outcomes) one.add(at, 'alice.example', 200, failedLine);
    for (const one of outcomes) one.add(50_001, 'alice.example', 302, () => 'let in');
    for (const one of outcomes) {
      const { loginsAfterFailures, loginsAtOnce } = one.result();
      expect(one.lines()).toEqual(['let in']);
      expect([loginsAfterFailures.length, loginsAfterFailures[0]?.epoch, loginsAtOnce]).toEqual([1, 50_001, 0]);
    }
  });

  it('count exactly where there is room, in whatever order lines come nearly in order', () => {
    const outcomes = new LoginOutcomes(new LoginRoom(100_000), new Room(100));
    for (let at = 0; at < 20_000; at++) outcomes.add(at ^ 3, null, at === 15_000 ? 302 : 403, failedLine);
    expect(outcomes.result().loginsAfterFailures).toEqual([{ epoch: 15_003, site: null, failuresBefore: 15_003 }]);
  });
});
