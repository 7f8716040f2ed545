import { describe, expect, it } from 'vitest';
import { firewallOrder, firewallTarget } from '../../../../src/block/enforcers/firewall-target.ts';
import { readMark } from '../../../../src/block/enforcers/mark.ts';
import { hasOurTable, readTable } from '../../../../src/block/enforcers/nftables/elements.ts';
import { isNewEnough } from '../../../../src/block/enforcers/nftables/nft-version.ts';
import { applyText } from '../../../../src/block/enforcers/nftables/rules.ts';
import { orderFor, value } from '../../../system/firewall-story.ts';

describe('what is given to nft', () => {
  it('is one transaction with our table alone', () => {
    const order = value(firewallOrder({ ...orderFor('203.0.113.0/24'), id: 'b-00000000000000aa', untilEpoch: 1060 }, 'here', 1000));
    expect(applyText(order, ['addresses6', 'made by hand; flush ruleset'])).toBe(
      [
        'add table inet active_connections',
        'add chain inet active_connections prerouting { type filter hook prerouting priority -300; policy accept; }',
        'add set inet active_connections addresses6 { type ipv6_addr; flags timeout; counter; }',
        'add set inet active_connections ranges4_24 { type ipv4_addr; flags interval,timeout; counter; }',
        'flush chain inet active_connections prerouting',
        'add rule inet active_connections prerouting ip6 saddr @addresses6 drop',
        'add rule inet active_connections prerouting ip saddr @ranges4_24 drop',
        'add element inet active_connections ranges4_24 { 203.0.113.0/24 timeout 60s comment "b-00000000000000aa until 1060" }',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['another id', { id: 'b-00" } ; flush ruleset #' }],
    ['an end that is past', { untilEpoch: 1000 }],
    ['a site', { scope: { kind: 'domain', domain: 'shop.example' } as const }],
  ])('is nothing for an order with %s', (_, wrong) => {
    expect(firewallOrder({ ...orderFor('203.0.113.7'), untilEpoch: null, ...wrong }, 'here', 1000)).toMatchObject({
      ok: false,
      problem: { kind: 'cannot-do' },
    });
  });

  it.each(['fe80::1%eth0', '0.0.0.0/0', '::/0', '203.0.113.7; flush ruleset', '', 'LocalSubnet'])('takes no target like %j', (text) => {
    expect(firewallTarget(text)).toBeNull();
  });

  it('holds a range of one as the address it is', () => {
    expect(firewallTarget('203.0.113.7/32')).toEqual({ family: 4, text: '203.0.113.7', prefix: 32 });
    expect(firewallTarget('2001:db8::7/128')).toEqual({ family: 6, text: '2001:db8::7', prefix: 128 });
  });
});

describe('what nft answers', () => {
  it.each(['', 'not JSON', '[]', '{"nftables": 1}', '{"nftables": [{"set": {"name": 7}}]}'])('is not guessed at: %j', (text) => {
    expect(readTable(text, 0)).toBeUndefined();
  });

  it('names our table only in the family inet', () => {
    expect(hasOurTable('{"nftables": [{"metainfo": {}}, {"table": {"family": "ip", "name": "active_connections"}}]}')).toBe(false);
    expect(hasOurTable('{"nftables": [{"table": {"family": "inet", "name": "active_connections"}}]}')).toBe(true);
  });

  it.each([
    ['nftables v1.0.6 (Lester Gooch #5)', true],
    ['nftables v0.9.5 (Capital Idea #2)', true],
    ['nftables v1.1 (name)', true],
    ['nftables v0.9.4 (Jive at Five)', false],
    ['nftables v0.8.9', false],
    ['something else', false],
  ])('%j is new enough: %s', (text, expected) => {
    expect(isNewEnough(text)).toBe(expected);
  });
});

describe('a mark', () => {
  it.each(['b-00000000000000AA', 'b-00000000000000aa until', 'b-00000000000000aa until 1 ', ' b-00000000000000aa', 'x'])(
    'is not %j',
    (text) => {
      expect(readMark(text)).toBeNull();
    },
  );
});
