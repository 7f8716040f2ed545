import type { SignHit } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';

/** Addresses that did something alike: what of it is kept one by one, so that its number is the least there was. */
export interface Gathered {
  readonly addresses: readonly IpAddress[];
  readonly hits: readonly SignHit[];
  /** From the first of it to the last. */
  readonly seconds: number;
  /** The one user agent of all of it; null where there are several. */
  readonly agent: string | null;
}

/** Puts hits together by what they have in common. `name` tells one such thing from another. */
export class AlikeGroups<Alike> {
  readonly #groups = new Map<string, { readonly alike: Alike; readonly addresses: Set<IpAddress>; readonly hits: SignHit[] }>();

  add(name: string, alike: Alike, address: IpAddress, hit: SignHit): void {
    const group = this.#groups.get(name) ?? { alike, addresses: new Set(), hits: [] };
    this.#groups.set(name, group);
    group.addresses.add(address);
    group.hits.push(hit);
  }

  result(): readonly (Alike & Gathered)[] {
    return [...this.#groups.values()].map(({ alike, addresses, hits }) => {
      const epochs = hits.flatMap(({ epoch }) => epoch ?? []).sort((one, other) => one - other);
      const agents = new Set(hits.map(({ agent }) => agent));
      return {
        ...alike,
        addresses: [...addresses].sort(),
        hits,
        seconds: (epochs.at(-1) ?? 0) - (epochs[0] ?? 0),
        agent: agents.size === 1 ? (hits[0]?.agent ?? null) : null,
      };
    });
  }
}

/** What each address is a part of. */
export function byMember<Group extends Gathered>(groups: readonly Group[]): ReadonlyMap<IpAddress, readonly Group[]> {
  const members = new Map<IpAddress, Group[]>();
  for (const group of groups)
    for (const address of group.addresses) {
      const known = members.get(address);
      if (known === undefined) members.set(address, [group]);
      else known.push(group);
    }
  return members;
}
