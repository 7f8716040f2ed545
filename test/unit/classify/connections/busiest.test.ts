import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busiest } from '../../../../src/classify/connections/busiest.ts';

const entry = (connections: number, order: number): { readonly connections: number; readonly order: number } => ({ connections, order });

describe('the busiest entries', () => {
  it('come first, and ties in their order', () => {
    expect(busiest([entry(1, 3), entry(5, 9), entry(1, 1), entry(5, 2)], null)).toEqual([
      entry(5, 2),
      entry(5, 9),
      entry(1, 1),
      entry(1, 3),
    ]);
  });

  it('are the beginning of the whole list, however many are asked for', () => {
    const entries = fc.array(fc.record({ connections: fc.integer({ min: 1, max: 5 }), order: fc.nat(9) }));
    fc.assert(
      fc.property(entries, fc.nat(12), (list, top) => {
        expect(busiest(list, top)).toEqual(busiest(list, null).slice(0, top));
      }),
    );
  });

  it('leave the list given as it is', () => {
    const list = [entry(1, 1), entry(2, 2)];
    busiest(list, null);
    expect(list).toEqual([entry(1, 1), entry(2, 2)]);
  });
});
