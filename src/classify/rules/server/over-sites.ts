import { counted, duration, listed } from '../../words.ts';

/** What was tried at one login of one site. */
export interface TriedThere {
  readonly site: string | null;
  readonly path: string;
  readonly addresses: readonly string[];
  readonly tries: number;
  /** From the first try to the last. */
  readonly seconds: number;
}

/** The same at one site or at many: whoever looks wants to be told once, not site by site. */
export interface TriedOverSites {
  /** Those that are known, most addresses first. */
  readonly sites: readonly string[];
  readonly addresses: readonly string[];
  readonly tries: number;
  /** ` of alice.example`, ` of 90 sites`; empty where no site is known. */
  readonly where: string;
  /** `in 2 hours`, `within 2 hours at each`. */
  readonly when: string;
  /** The longest of them. */
  readonly seconds: number;
}

/** Puts together what `alikeIn` says is alike; the order is that of the first of each. */
export function groupedBy<One>(all: readonly One[], alikeIn: (one: One) => string): readonly (readonly [One, ...One[]])[] {
  const groups = new Map<string, [One, ...One[]]>();
  for (const one of all) {
    const known = groups.get(alikeIn(one));
    if (known === undefined) groups.set(alikeIn(one), [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

export function overSites(all: readonly [TriedThere, ...TriedThere[]]): TriedOverSites {
  const sites = all.flatMap(({ site }) => site ?? []);
  const seconds = Math.max(...all.map((one) => one.seconds));
  return {
    sites,
    addresses: [...new Set(all.flatMap(({ addresses }) => addresses))].sort(),
    tries: all.reduce((sum, { tries }) => sum + tries, 0),
    where: sites.length === 0 ? '' : sites.length < 2 ? ` of ${listed(sites)}` : ` of ${counted(sites.length, 'site')} (${listed(sites)})`,
    when: all.length === 1 ? `in ${duration(seconds)}` : `within ${duration(seconds)} at each`,
    seconds,
  };
}
