import type { AddressBehaviour, Sign, SignHit } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Limits } from '../limits.ts';
import { counted, within } from '../words.ts';
import { AlikeGroups, byMember, type Gathered } from './alike-group.ts';

interface Trait {
  readonly sign: 'cache-buster' | 'search';
  readonly site: string | null;
  readonly path: string;
}

/** Addresses that ask for one page past its cache and for nothing else, each of them perhaps little. */
export type SpreadFlood = Trait & Gathered;

const costly = ['cache-buster', 'search'] as const satisfies readonly Sign[];
/** A gateway that looks at the links of a letter comes once or twice to each, and each of them has another number. */
const fewestOfOne = 5;

export function spreadFloodsBy(addresses: readonly AddressBehaviour[]): ReadonlyMap<IpAddress, readonly SpreadFlood[]> {
  const groups = new AlikeGroups<Trait>();
  for (const one of addresses) {
    const count = costly.reduce((sum, sign) => sum + (one.signs[sign]?.count ?? 0), 0);
    if (one.assets > 0 || one.worksInAdmin || count < fewestOfOne || count * 10 < (one.requests - one.refusedByUs) * 9) continue;
    for (const sign of costly)
      for (const hit of repeated(one.signs[sign]?.hits ?? [])) {
        groups.add(JSON.stringify([sign, hit.site, hit.what]), { sign, site: hit.site, path: hit.what }, one.address, hit);
      }
  }
  return byMember(groups.result());
}

/** Of each page asked for so often: whoever asks for another page each time is no part of a group, and there may be thousands. */
function repeated(hits: readonly SignHit[]): readonly SignHit[] {
  const counts = new Map<string, number>();
  for (const { what } of hits) counts.set(what, (counts.get(what) ?? 0) + 1);
  return hits.filter(({ what }) => (counts.get(what) ?? 0) >= fewestOfOne);
}

/** The floods among such groups: many addresses, and together far more than people ask. */
export const isSpreadFlood = ({ addresses, mostWithin }: SpreadFlood, limits: Limits): boolean =>
  addresses.length >= limits.floodSpread.count && mostWithin(limits.flood.seconds) >= limits.flood.count;

/** ` for / of alice.example with a random query, up to 360 times within 1 minute, all with one user agent`. */
export function traitText({ sign, site, path, agent, mostWithin }: SpreadFlood, limits: Limits): string {
  const of = site === null ? '' : ` of ${site}`;
  const what = sign === 'search' ? ` to search at ${path}${of}` : ` for ${path}${of} with a random query`;
  const most = mostWithin(limits.flood.seconds);
  return `${what}, up to ${counted(most, 'time')}${within(limits.flood.seconds)}${agent === null ? '' : ', all with one user agent'}`;
}
