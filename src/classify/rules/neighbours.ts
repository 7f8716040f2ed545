import type { AddressBehaviour, SignHit } from '../../model/behaviour.ts';
import { type IpAddress, subnetOf } from '../../model/ip-address.ts';
import { mostDistinctWithin, mostWithin, type Stretch } from './windows.ts';

/** What several addresses of one /24 or /64 did of a kind, each for itself perhaps too little to be told of. */
export interface Neighbours {
  readonly subnet: string;
  readonly members: number;
  /** Worked out once for all of them: most hits, and most with different `what`, within so many seconds. */
  readonly most: (seconds: number | null) => Stretch;
  readonly mostDistinct: (seconds: number | null) => Stretch;
  /** Every `what` once, in order. */
  readonly names: readonly string[];
}

export type NeighboursByAddress = ReadonlyMap<IpAddress, Neighbours>;

/** Alone it is no neighbourhood. */
const fewestMembers = 2;
const fewestAssets = 3;

/** Anybody with images and styles, at work in an admin area or let in at once is a person among others and no part of it. */
const isPerson = ({ assets, worksInAdmin, loginsAtOnce }: AddressBehaviour): boolean =>
  assets >= fewestAssets || worksInAdmin || loginsAtOnce > 0;

/** For each address the neighbourhood it is part of, by hits that `hitsOf` gives; of those with less than two, none. */
export function neighboursBy(
  addresses: readonly AddressBehaviour[],
  hitsOf: (one: AddressBehaviour) => readonly SignHit[],
): NeighboursByAddress {
  const bySubnet = new Map<string, { readonly addresses: IpAddress[]; readonly hits: SignHit[] }>();
  for (const one of addresses) {
    const hits = isPerson(one) ? [] : hitsOf(one);
    if (hits.length === 0) continue;
    const subnet = subnetOf(one.address);
    const known = bySubnet.get(subnet) ?? { addresses: [], hits: [] };
    known.addresses.push(one.address);
    for (const hit of hits) known.hits.push(hit);
    bySubnet.set(subnet, known);
  }
  return new Map(
    [...bySubnet]
      .filter(([, { addresses: members }]) => members.length >= fewestMembers)
      .flatMap(([subnet, { addresses: members, hits }]) => {
        const neighbours: Neighbours = {
          subnet,
          members: members.length,
          most: onceFor((seconds: number | null) => mostWithin(hits, seconds)),
          mostDistinct: onceFor((seconds: number | null) => mostDistinctWithin(hits, seconds)),
          names: [...new Set(hits.map(({ what }) => what))].sort(),
        };
        return members.map((address) => [address, neighbours] as const);
      }),
  );
}

/** Remembers the last answer: all members ask the same, and there may be hundreds. */
function onceFor<Argument, Answer>(work: (argument: Argument) => Answer): (argument: Argument) => Answer {
  let known: { readonly argument: Argument; readonly answer: Answer } | null = null;
  return (argument) => {
    if (known === null || known.argument !== argument) known = { argument, answer: work(argument) };
    return known.answer;
  };
}
