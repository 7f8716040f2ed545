import { describe, expect, it } from 'vitest';
import type { AddressBehaviour } from '../../../../src/model/behaviour.ts';
import { attacker, behaviour, behaviours, connections, ip, judged, judgeOne, noon, peer } from '../scenes.ts';

const visitor = ip('198.51.100.1');

describe('who makes load', () => {
  it('is told by the last ten minutes, not by the whole window', () => {
    const minutes = (fromEpoch: number): Pick<AddressBehaviour, 'minutes' | 'lastEpoch'> => ({
      minutes: [{ fromEpoch, requests: 5000 }],
      lastEpoch: fromEpoch + 59,
    });
    const day = { fromEpoch: noon, toEpoch: noon + 86_400 } as const;
    const report = judged({
      behaviours: behaviours(
        [behaviour(attacker, { requests: 5000, ...minutes(noon + 60) }), behaviour(visitor, { requests: 5000, ...minutes(noon + 86_000) })],
        day,
      ),
    });
    expect(report.addresses.map(({ address, causesLoad }) => [address, causesLoad])).toEqual([
      [visitor, true],
      [attacker, false],
    ]);
  });

  it('takes those that are known in sum only as spread evenly', () => {
    const one = behaviour(attacker, { requests: 600, minutes: [{ fromEpoch: noon + 3500, requests: 60 }], lastEpoch: noon + 3550 });
    const hour = { fromEpoch: noon, toEpoch: noon + 3600 } as const;
    expect(judgeOne(one, { behaviours: behaviours([one], { ...hour, requests: 30_600 }) }).causesLoad).toBe(true);
    expect(judgeOne(one, { behaviours: behaviours([one], { ...hour, requests: 60_600 }) }).causesLoad).toBe(false);
  });

  it('holds many connections, also without a request', () => {
    const held = (inbound: number): boolean | undefined =>
      judged({ connections: connections([peer(attacker, { inbound })]) }).addresses[0]?.causesLoad;
    expect([held(19), held(20)]).toEqual([false, true]);
  });
});
