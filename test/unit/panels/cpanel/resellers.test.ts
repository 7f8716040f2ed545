import { describe, expect, it } from 'vitest';
import { parseResellers, powerOf } from '../../../../src/panels/cpanel/resellers.ts';

const resellers = parseResellers(
  [
    'bob:acct-summary,cpanel-api,software-ActiveConnections',
    'carol:all',
    'dave:',
    '# eve:all',
    '',
    'mallory:all-sites,software-ActiveConnectionsX',
  ].join('\n'),
);

describe('powerOf', () => {
  it.each([
    ['root', 'root'],
    ['carol', 'root'],
    ['bob', 'reseller'],
    ['dave', 'nobody'],
    ['eve', 'nobody'],
    ['mallory', 'nobody'],
    ['', 'nobody'],
    ['bo', 'nobody'],
    ['bobby', 'nobody'],
    ['BOB', 'nobody'],
    ['b.b', 'nobody'],
    ['.*', 'nobody'],
    ['constructor', 'nobody'],
  ] as const)('%s is %s', (name, power) => {
    expect(powerOf(name, resellers)).toBe(power);
  });

  it('believes neither of two lines of one name', () => {
    expect(powerOf('bob', parseResellers('bob:all\nbob:acct-summary'))).toBe('nobody');
  });
});
