import { describe, expect, it } from 'vitest';
import { Hand, ListAtHand } from '../../../../src/scan/behaviour/list-at-hand.ts';

describe('a list at hand', () => {
  it('is made when somebody looks, once, until somebody else is looked at', () => {
    const made: string[] = [];
    const hand = new Hand();
    const listOf = (whose: string, name: string): ListAtHand<string> =>
      new ListAtHand(hand, whose, () => {
        made.push(name);
        return [name];
      });
    const [hits, agents] = [listOf('192.0.2.1', 'hits'), listOf('192.0.2.1', 'agents')];
    const others = listOf('192.0.2.2', 'others');
    expect(made).toEqual([]);
    expect([hits.items, agents.items, hits.items]).toEqual([['hits'], ['agents'], ['hits']]);
    expect(hits.items).toBe(hits.items);
    expect(made).toEqual(['hits', 'agents']);
    expect(others.items).toEqual(['others']);
    expect(hits.items).toEqual(['hits']);
    expect(made).toEqual(['hits', 'agents', 'others', 'hits']);
  });
});
