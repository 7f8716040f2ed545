import type { IpAddress, IpRange } from '../../model/ip-address.ts';
import { boundsOf, lastNotAfter } from '../../model/ip-range.ts';

export interface RangeIndex<Owner> {
  /** Everyone in whose ranges the address lies, in the order in which they were given. */
  ownersOf(address: IpAddress): readonly Owner[];
}

/** Makes ranges of many owners quick to look up; ranges may overlap and lie in each other. Those of a family are sorted when first asked. */
export function rangeIndex<Owner extends { readonly ranges: readonly IpRange[] }>(owners: readonly Owner[]): RangeIndex<Owner> {
  const made: Partial<Record<4 | 6, Stretches<Owner>>> = {};
  return {
    ownersOf: (address) => {
      const { family, first } = boundsOf(address);
      made[family] ??= stretchesOf(edgesOf(owners, family), owners);
      const { starts, owners: ownersFrom } = made[family];
      return ownersFrom[lastNotAfter(starts, first)] ?? [];
    },
  };
}

/** All addresses of a family cut where ranges begin and end: `owners[i]` holds from `starts[i]` up to the next start. */
interface Stretches<Owner> {
  readonly starts: readonly bigint[];
  readonly owners: readonly (readonly Owner[])[];
}

interface Edge {
  readonly at: bigint;
  readonly owner: number;
  readonly step: 1 | -1;
}

function edgesOf(owners: readonly { readonly ranges: readonly IpRange[] }[], family: 4 | 6): readonly Edge[] {
  const edges: Edge[] = [];
  owners.forEach(({ ranges }, owner) => {
    for (const range of ranges) {
      if (range.includes(':') !== (family === 6)) continue;
      const { first, last } = boundsOf(range);
      edges.push({ at: first, owner, step: 1 }, { at: last + 1n, owner, step: -1 });
    }
  });
  return edges;
}

function stretchesOf<Owner>(edges: readonly Edge[], owners: readonly Owner[]): Stretches<Owner> {
  const sorted = edges.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const starts: bigint[] = [];
  const ownersFrom: (readonly Owner[])[] = [];
  /** How many ranges of each owner are open; an owner's own ranges may overlap too. */
  const open = new Map<number, number>();
  sorted.forEach(({ at, owner, step }, index) => {
    const count = (open.get(owner) ?? 0) + step;
    if (count === 0) open.delete(owner);
    else open.set(owner, count);
    if (sorted[index + 1]?.at === at) return;
    starts.push(at);
    ownersFrom.push([...open.keys()].sort((a, b) => a - b).flatMap((number) => owners[number] ?? []));
  });
  return { starts, owners: ownersFrom };
}
