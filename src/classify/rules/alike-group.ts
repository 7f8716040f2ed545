import type { SignHit } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { busiestStretch } from './windows.ts';

/** Addresses that did something alike. Numbers are of what is kept one by one, so that there was at least so much. */
export interface Gathered {
  readonly addresses: readonly IpAddress[];
  readonly count: number;
  /** From the first of it to the last. */
  readonly seconds: number;
  /** The one user agent of all of it; null where there are several. */
  readonly agent: string | null;
  /** Most of it within so many seconds; null: any time. Worked out once for all members. */
  readonly mostWithin: (seconds: number | null) => number;
}

interface Group<Alike> {
  readonly alike: Alike;
  readonly addresses: Set<IpAddress>;
  readonly epochs: number[];
  count: number;
  agent: string | null;
}

/** Puts hits together by what they have in common. `name` tells one such thing from another. */
export class AlikeGroups<Alike> {
  readonly #groups = new Map<string, Group<Alike>>();

  add(name: string, alike: Alike, address: IpAddress, { epoch, agent }: SignHit): void {
    const group = this.#groups.get(name) ?? { alike, addresses: new Set(), epochs: [], count: 0, agent };
    this.#groups.set(name, group);
    group.addresses.add(address);
    group.count++;
    if (epoch !== null) group.epochs.push(epoch);
    if (group.agent !== agent) group.agent = null;
  }

  result(): readonly (Alike & Gathered)[] {
    return [...this.#groups.values()].map(({ alike, addresses, epochs, count, agent }) => {
      const sorted = Float64Array.from(epochs).sort();
      return {
        ...alike,
        addresses: [...addresses].sort(),
        count,
        seconds: (sorted.at(-1) ?? 0) - (sorted[0] ?? 0),
        agent,
        mostWithin: remembered((seconds) => (seconds === null ? sorted.length : busiestStretch(sorted, seconds).count)),
      };
    });
  }
}

function remembered(work: (seconds: number | null) => number): (seconds: number | null) => number {
  const known = new Map<number | null, number>();
  return (seconds) => {
    const answer = known.get(seconds) ?? work(seconds);
    known.set(seconds, answer);
    return answer;
  };
}

/** What each address is a part of, the largest group first. */
export const byMember = <One extends Gathered>(groups: readonly One[]): ReadonlyMap<IpAddress, readonly One[]> =>
  groupsByAddress([...groups].sort((a, b) => b.addresses.length - a.addresses.length));

/** What each address is a part of, in the order of the groups. */
export function groupsByAddress<Address extends string, One extends { readonly addresses: readonly Address[] }>(
  groups: readonly One[],
): ReadonlyMap<Address, readonly One[]> {
  const members = new Map<Address, One[]>();
  for (const group of groups)
    for (const address of new Set(group.addresses)) {
      const known = members.get(address);
      if (known === undefined) members.set(address, [group]);
      else known.push(group);
    }
  return members;
}

/** Every group once. */
export const groupsIn = <One>(members: ReadonlyMap<unknown, readonly One[]> | undefined): readonly One[] => [
  ...new Set([...(members?.values() ?? [])].flat()),
];
