import type { AddressBehaviour, Sign, SignHit } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { isBrowserAgent } from './browser-agent.ts';
import { programPath } from './password-tries.ts';

/** Addresses that did nothing but try one login, however few tries each: no page and no image before, none after. */
export interface LoneTries {
  readonly sign: 'login' | 'xmlrpc' | 'other-login';
  readonly site: string | null;
  readonly path: string;
  /** Their one user agent; null where that is not what they have in common. */
  readonly agent: string | null;
  readonly addresses: readonly IpAddress[];
  readonly tries: number;
  /** From the first try to the last. */
  readonly seconds: number;
}

export type LoneTriesByAddress = ReadonlyMap<IpAddress, readonly LoneTries[]>;

const doors = ['login', 'xmlrpc', 'other-login'] as const satisfies readonly Sign[];

/**
 * Whoever types a password has the page with its form before, and what that page is drawn with; and after it the answer, be it
 * the form once more. Robots have neither. WordPress' own login is never anywhere else than its form, so there they need
 * nothing more in common. Programs of people send to XML-RPC and to other logins, and a form may lie at another server: there
 * they must have one user agent, which is a browser's, and be answered then and there.
 */
export function loneTriesBy(addresses: readonly AddressBehaviour[]): LoneTriesByAddress {
  const groups = new Map<string, Group>();
  for (const one of addresses) {
    if (!isLone(one)) continue;
    for (const sign of doors)
      for (const hit of one.signs[sign]?.hits ?? [])
        if (sign === 'login' || isAlike(sign, hit)) groupOf(groups, sign, hit).add(one.address, hit);
  }
  const byAddress = new Map<IpAddress, LoneTries[]>();
  for (const group of groups.values()) {
    const tries = group.result();
    for (const address of tries.addresses) byAddress.set(address, [...(byAddress.get(address) ?? []), tries]);
  }
  return byAddress;
}

/** Every request was a try, none let in. */
function isLone({ requests, refusedByUs, signs, assets, worksInAdmin, loginsAtOnce, loginsAfterFailures }: AddressBehaviour): boolean {
  const tries = doors.reduce((sum, sign) => sum + (signs[sign]?.count ?? 0), 0);
  const isPerson = assets > 0 || worksInAdmin || loginsAtOnce > 0 || loginsAfterFailures.length > 0;
  return tries > 0 && tries === requests - refusedByUs && !isPerson;
}

const isAlike = (sign: 'xmlrpc' | 'other-login', { agent, what, status }: SignHit): boolean =>
  isBrowserAgent(agent) && (sign === 'xmlrpc' || (!programPath.test(what) && status !== null && (status < 300 || status >= 400)));

function groupOf(groups: Map<string, Group>, sign: LoneTries['sign'], hit: SignHit): Group {
  const agent = sign === 'login' ? null : hit.agent;
  const name = JSON.stringify([sign, hit.site, hit.what, agent]);
  const known = groups.get(name) ?? new Group({ sign, site: hit.site, path: hit.what, agent });
  groups.set(name, known);
  return known;
}

class Group {
  readonly #alike: Pick<LoneTries, 'sign' | 'site' | 'path' | 'agent'>;
  readonly #addresses = new Set<IpAddress>();
  #tries = 0;
  #first = Infinity;
  #last = -Infinity;

  constructor(alike: Pick<LoneTries, 'sign' | 'site' | 'path' | 'agent'>) {
    this.#alike = alike;
  }

  add(address: IpAddress, { epoch }: SignHit): void {
    this.#addresses.add(address);
    this.#tries++;
    this.#first = Math.min(this.#first, epoch ?? Infinity);
    this.#last = Math.max(this.#last, epoch ?? -Infinity);
  }

  result(): LoneTries {
    return { ...this.#alike, addresses: [...this.#addresses].sort(), tries: this.#tries, seconds: Math.max(0, this.#last - this.#first) };
  }
}
