import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';

/** Addresses that ask one site for its front page at the same time, and for nothing else. */
export interface FrontPageCrowd {
  readonly addresses: number;
  /** Of all of them, in the busiest ten minutes by the clock. */
  readonly mostPerTenMinutes: number;
}

/** Health checks of a load balancer come from many places too, but each a few times a minute. */
const fewestPerMinute = 15;
const tenMinutes = 600;

/** Nine of ten requests are for the front page, and not one for anything it is drawn with; what we refuse is no reason to go on. */
export const asksOnlyForFront = ({ assets, frontPages, requests, refusedByUs, worksInAdmin, signs }: AddressBehaviour): boolean =>
  assets === 0 &&
  !worksInAdmin &&
  signs.pingback === undefined &&
  refusedByUs * 2 <= requests &&
  frontPages > 0 &&
  frontPages * 10 >= (requests - refusedByUs) * 9;

/** The crowd each such address is one of. */
export function frontPageCrowdsBy(addresses: readonly AddressBehaviour[]): ReadonlyMap<IpAddress, FrontPageCrowd> {
  const bySite = new Map<string, AddressBehaviour[]>();
  for (const one of addresses) {
    if (one.mostPerMinute < fewestPerMinute || !asksOnlyForFront(one)) continue;
    const site = one.sites[0]?.site ?? '';
    const members = bySite.get(site);
    if (members === undefined) bySite.set(site, [one]);
    else members.push(one);
  }
  return new Map(
    [...bySite.values()].flatMap((members) => {
      const crowd = crowdOf(members);
      return members.map(({ address }) => [address, crowd] as const);
    }),
  );
}

function crowdOf(members: readonly AddressBehaviour[]): FrontPageCrowd {
  const requests = new Map<number, number>();
  for (const { minutes } of members)
    for (const minute of minutes) {
      const step = Math.floor(minute.fromEpoch / tenMinutes);
      requests.set(step, (requests.get(step) ?? 0) + minute.requests);
    }
  return { addresses: members.length, mostPerTenMinutes: [...requests.values()].reduce((most, count) => Math.max(most, count), 0) };
}
