import type { ServiceKind } from './identity.ts';

/**
 * What the guard does before a block of an address in a service's range. `refuse`: no block. `refuse-firewall`: no block at
 * the firewall, because other people's requests come from there; the edge or a site rule may. `warn`: a second click.
 * `warn-mail`: the same, where a block reaches the mail ports. `allow`: nothing speaks against it.
 */
export type GuardAnswer = 'refuse' | 'refuse-firewall' | 'warn' | 'warn-mail' | 'allow';

export interface KindMeaning {
  /** As in "a search engine's crawler". */
  readonly title: string;
  /**
   * What a verified identity of this kind says of the address: it is harmless; the same for mail only (ports 25, 465 and
   * 587); it costs and harms nobody; nothing, because others stand behind it.
   */
  readonly speaksFor: 'address' | 'mail-only' | 'costs-only' | 'nothing';
  /** Whether lying in the range is enough, or it must call itself so too. */
  readonly needsClaim: boolean;
  readonly guard: GuardAnswer;
  /** What to do rather than block at the firewall, as a whole sentence; null when a block is fair. */
  readonly instead: string | null;
}

const askOrSlow = 'Slow it down with robots.txt or with status 429 first.';
const perSite = 'Keep it out of single sites by robots.txt or by its user agent.';

export const kindMeanings: Readonly<Record<ServiceKind, KindMeaning>> = {
  search: { title: "a search engine's crawler", speaksFor: 'address', needsClaim: true, guard: 'warn', instead: askOrSlow },
  ai: { title: 'an AI crawler', speaksFor: 'address', needsClaim: true, guard: 'warn', instead: `${askOrSlow} ${perSite}` },
  seo: { title: 'a marketing crawler', speaksFor: 'costs-only', needsClaim: true, guard: 'warn', instead: perSite },
  social: { title: 'a fetcher of link previews', speaksFor: 'address', needsClaim: true, guard: 'warn', instead: askOrSlow },
  fetcher: { title: 'a fetcher on behalf of people', speaksFor: 'address', needsClaim: true, guard: 'warn', instead: askOrSlow },
  monitor: {
    title: 'a monitoring service',
    speaksFor: 'address',
    needsClaim: false,
    guard: 'warn',
    instead: 'A site owner ordered its checks: ask them first.',
  },
  payment: {
    title: 'a payment service',
    speaksFor: 'address',
    needsClaim: false,
    guard: 'warn',
    instead: 'It tells shops which orders are paid: without it they lose orders.',
  },
  compliance: {
    title: 'a scanner for cookie notices',
    speaksFor: 'address',
    needsClaim: false,
    guard: 'warn',
    instead: 'A site owner ordered its scans: ask them first.',
  },
  panel: {
    title: 'a service that the panel needs',
    speaksFor: 'address',
    needsClaim: false,
    guard: 'refuse',
    instead: 'Without it the licence or the certificates of this server fail.',
  },
  cdn: {
    title: 'a CDN or proxy',
    speaksFor: 'nothing',
    needsClaim: false,
    guard: 'refuse-firewall',
    instead: 'Block the visitor behind it, at the CDN or by a site rule.',
  },
  mail: {
    title: 'a mail provider',
    speaksFor: 'mail-only',
    needsClaim: false,
    guard: 'warn-mail',
    instead: 'A block keeps out the mail of everybody who writes from there.',
  },
  scanner: { title: 'a known scanner of the internet', speaksFor: 'costs-only', needsClaim: false, guard: 'allow', instead: null },
};

const strictest: readonly GuardAnswer[] = ['refuse', 'refuse-firewall', 'warn', 'warn-mail', 'allow'];

/** The range that speaks strongest against a block of an address in all of them; null when it is in none. */
export function strictestRange<Range extends { readonly kind: ServiceKind }>(ranges: readonly Range[]): Range | null {
  const rank = ({ kind }: Range): number => strictest.indexOf(kindMeanings[kind].guard);
  return ranges.reduce<Range | null>((best, one) => (best === null || rank(one) < rank(best) ? one : best), null);
}
