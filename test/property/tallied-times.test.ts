import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestTimes, stepsOf } from '../../src/scan/behaviour/request-times.ts';
import { Room } from '../../src/scan/behaviour/room.ts';
import { mostWithin } from '../../src/scan/behaviour/sliding-window.ts';
import { TalliedTimes } from '../../src/scan/behaviour/tallied-times.ts';

const counted = (times: readonly number[], step = 1): (readonly [number, number])[] => {
  const counts = new Map<number, number>();
  for (const time of times) counts.set(Math.floor(time / step) * step, (counts.get(Math.floor(time / step) * step) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
};
/** Nearly in order, from several files. */
const someTimes = fc.array(fc.array(fc.nat({ max: 300 }), { maxLength: 250, size: 'max' }), { maxLength: 4 }).map((files) => files.flat());

const pairsOf = (tallied: TalliedTimes) => {
  const { times, counts } = tallied.sorted();
  return Array.from(times, (time, at) => [time, counts[at]]);
};

describe('tallied times', () => {
  it('are the counts of a plain map, and need no more room than there are times', () => {
    fc.assert(
      fc.property(someTimes, (times) => {
        const room = new Room(5000);
        const tallied = new TalliedTimes(room);
        for (const time of times) tallied.add(time);
        expect(pairsOf(tallied)).toEqual(counted(times));
      }),
    );
  });

  it('do not grow by what comes again and again in another order', () => {
    const room = new Room(400);
    const tallied = new TalliedTimes(room);
    for (let at = 0; at < 20_000; at++) tallied.add((at * 37) % 100);
    expect(pairsOf(tallied)).toEqual(Array.from({ length: 100 }, (_, time) => [time, 200]));
    expect(room.refused).toBe(0);
  });
});

describe('request times', () => {
  it('are as exact for many requests as for few', () => {
    fc.assert(
      fc.property(someTimes, fc.integer({ min: 1, max: 5 }), (times, agents) => {
        const requests = new RequestTimes(new Room(5000));
        for (const [at, time] of times.entries()) requests.add(time, (at * 7) % agents);
        const seconds = requests.seconds();
        expect(Array.from(seconds.epochs, (epoch, at) => [epoch, seconds.requests[at]])).toEqual(counted(times));
        expect(stepsOf(seconds, 1440).map(({ fromEpoch, requests: count }) => [fromEpoch, count])).toEqual(counted(times, 60));
        const inMinute = (from: number): number => times.filter((time) => time >= from && time < from + 60).length;
        expect(mostWithin(seconds, 60)).toBe(Math.max(0, ...times.map(inMinute)));
        const agentsFrom = (from: number): number =>
          new Set(times.flatMap((time, at) => (time >= from && time < from + 60 ? [(at * 7) % agents] : []))).size;
        expect(requests.mostAgentsWithin(60)).toBe(Math.max(0, ...times.map(agentsFrom)));
      }),
    );
  });
});
