import { describe, expect, it } from 'vitest';
import { mostOf } from '../../../../src/classify/rules/most-of.ts';
import { indexScene } from '../../../../src/classify/rules/scene.ts';
import type { Subject } from '../../../../src/classify/rules/subject.ts';
import { noIdentity } from '../../../../src/model/identity.ts';
import { attacker, behaviour, judgeOne, logins, noon } from '../scenes.ts';

/** Of `count` tries the first `kept`, one every `every` seconds; the last request of all came after `lasts` seconds. */
const flood = (count: number, kept: number, every: number, lasts: number): Subject => ({
  ...{ address: attacker, own: false, private: false, connections: null, identity: noIdentity },
  behaviour: behaviour(attacker, { requests: count, lastEpoch: noon + lasts, signs: { login: { count, hits: logins(kept, every) } } }),
  index: indexScene({
    behaviours: null,
    accessLogsRead: false,
    mailSenders: null,
    connections: null,
    errors: null,
    machine: null,
    nowEpoch: null,
  }),
});

describe('the busiest stretch', () => {
  it('is what the hits say where all are kept', () => {
    expect(mostOf(flood(20, 20, 60, 1200), ['login'], 600)).toEqual({ count: 11, seconds: 600, atLeast: false });
  });

  it('is at least the part of all that some stretch must have had', () => {
    expect(mostOf(flood(6000, 8, 60, 3600), ['login'], 600)).toEqual({ count: 1000, seconds: 600, atLeast: true });
    expect(mostOf(flood(6000, 8, 60, 300), ['login'], 600)).toMatchObject({ count: 6000, seconds: 300 });
    expect(mostOf(flood(9, 8, 60, 86_400), ['login'], 600)).toMatchObject({ count: 8, atLeast: true });
  });

  it('keeps a flood certain of which next to nothing was kept, and says so', () => {
    const one = flood(6000, 8, 600, 3600).behaviour;
    if (one === null) throw new Error('no behaviour');
    const { verdict, evidence } = judgeOne(one);
    expect(verdict).toBe('malicious');
    expect(evidence[0]?.text).toMatch(/^At least 1,?000 login tries /);
  });
});
