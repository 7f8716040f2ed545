import type { AddressBehaviour } from '../../model/behaviour.ts';

const blank = /^-?$/;

/** Whether a user agent says nothing. */
export const isBlank = (agent: string): boolean => blank.test(agent);

/** The site an address asked most; null where the log names none. */
export const mainSiteOf = ({ sites }: AddressBehaviour): string | null => sites[0]?.site ?? null;

/**
 * Whether the log of a site names user agents at all: the common format does not. One address of the site that has one tells. Found out
 * when somebody asks, for the lists of agents are made then.
 */
export function loggedAgents(addresses: readonly AddressBehaviour[]): (site: string | null) => boolean {
  let naming: ReadonlySet<string | null> | undefined;
  return (site) => {
    naming ??= new Set(addresses.filter(({ agents }) => agents.some(({ agent }) => !isBlank(agent))).map(mainSiteOf));
    return naming.has(site);
  };
}
