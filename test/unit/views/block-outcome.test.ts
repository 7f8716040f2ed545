import { describe, expect, it } from 'vitest';
import { changeOutcome } from '../../../src/views/block-outcome.ts';
import { clockAt } from '../../../src/views/times.ts';
import type { BlockSummary, EnforcerOutcome, LastChange } from '../../../src/model/block-report.ts';

const block: BlockSummary = {
  id: 'b-00000000000000aa',
  target: '203.0.113.7',
  scope: { kind: 'server' },
  since: '2026-11-22T10:00:00.000Z',
  until: null,
  reason: 'x',
  by: 'root',
};
const step = (outcome: EnforcerOutcome['outcome']): EnforcerOutcome => ({
  enforcer: 'nftables',
  title: 'the firewall',
  outcome,
  problem: null,
  endsByItself: null,
  remarks: [],
});
const said = (change: Partial<LastChange>): readonly [string, string | null] => {
  const { text, tone } = changeOutcome({ block, outcome: 'blocked', effects: [], steps: [], ...change }, clockAt(0, 'UTC'));
  return [text, tone];
};

describe('what came of a block', () => {
  it('is never called blocked where only a part of the traffic is', () => {
    expect(said({ effects: ['logins'], steps: [step('failed')], outcome: 'partly-blocked' })).toEqual([
      'Blocked in part: only logins are stopped. Web pages, mail and whatever is open go on as before.',
      'warn',
    ]);
    expect(said({ effects: ['logins'] })[0]).toContain('only logins');
    expect(said({ effects: ['web'] })[0]).toContain('only web requests');
    expect(said({ effects: ['logins', 'web'] })[0]).toContain('logins are stopped and web requests refused');
  });

  it('is said plainly where everything is stopped, and where a site asked for no more', () => {
    expect(said({ effects: ['logins', 'everything'] })).toEqual(['Blocked.', 'good']);
    expect(said({ effects: ['web'], block: { ...block, scope: { kind: 'domain', domain: 'shop.example' } } })).toEqual([
      'Blocked.',
      'good',
    ]);
  });

  it('claims nothing of a firewall that could not be read back', () => {
    expect(said({ effects: ['logins'], steps: [step('unconfirmed')], outcome: 'partly-blocked' })[0]).toBe(
      'Blocked in part: not everything worked.',
    );
  });
});
