import { describe, expect, it } from 'vitest';
import { requestKinds, type RequestsByKind } from '../../../../src/scan/access/request-kinds.ts';
import type { MarkedAddress } from '../../../../src/scan/access/access-engine.ts';
import { pickCandidates } from '../../../../src/sources/access-logs/pick-candidates.ts';

const none = Object.fromEntries(requestKinds.map((kind) => [kind, 0])) as RequestsByKind;
const asked = (key: string, kinds: Partial<RequestsByKind>): MarkedAddress => ({
  key: Buffer.from(key),
  count: Object.values(kinds).reduce((sum, count) => sum + count, 0),
  kinds: { ...none, ...kinds },
  fewestAgents: 1,
  namesTool: false,
});
/** Enough others that nobody is looked at for their number of requests alone. */
const others = Array.from({ length: 100 }, (_, at) => asked(`198.51.100.${String(at + 1)}`, { page: 5000 }));
const isPicked = (kinds: Partial<RequestsByKind>, fewestAgents = 1): boolean => {
  const all = [...others, { ...asked('203.0.113.9', kinds), fewestAgents }];
  const table = { size: all.length, errorBound: 0, top: () => all };
  return pickCandidates(table, { named: [] }).addresses.some((address) => address === '203.0.113.9');
};

describe('addresses worth a closer look', () => {
  it.each<[Partial<RequestsByKind>]>([
    [{ login: 1 }],
    [{ refusedScript: 1 }],
    [{ suspect: 1 }],
    [{ posting: 5, page: 5 }],
    [{ posting: 1 }],
    [{ turnedAway: 10 }],
    [{ turnedAway: 20, page: 20, asset: 900 }],
  ])('are %o', (kinds) => {
    expect(isPicked(kinds)).toBe(true);
  });

  it.each<[Partial<RequestsByKind>]>([
    [{ page: 900, asset: 900 }],
    [{ posting: 4, page: 1 }],
    [{ turnedAway: 9 }],
    [{ turnedAway: 20, page: 21 }],
    [{ serverError: 50 }],
    [{ page: 20, asset: 40, withoutPage: 4 }],
  ])('are not %o', (kinds) => {
    expect(isPicked(kinds)).toBe(false);
  });

  it('are those of many names, but not an office whose people load images and styles', () => {
    expect(isPicked({ page: 50, asset: 4 }, 6)).toBe(true);
    expect(isPicked({ page: 50 }, 6)).toBe(true);
    expect(isPicked({ page: 50, asset: 50 }, 31)).toBe(false);
    expect(isPicked({ page: 50, asset: 50, withoutPage: 5 })).toBe(true);
    expect(isPicked({ page: 50, withoutPage: 1 })).toBe(true);
  });
});
