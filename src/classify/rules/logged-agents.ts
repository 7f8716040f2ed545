import type { AddressBehaviour } from '../../model/behaviour.ts';

const blank = /^-?$/;

/** Whether a user agent says nothing. */
export const isBlank = (agent: string): boolean => blank.test(agent);

/** The site an address asked most; null where the log names none. */
export const mainSiteOf = ({ sites }: AddressBehaviour): string | null => sites[0]?.site ?? null;

/**
 * Whether the log of a site names user agents at all: the common format does not. Known by the first address of the site that has
 * one, and looked up when asked, for the lists of agents are made then.
 */
export function loggedAgents(addresses: readonly AddressBehaviour[]): (site: string | null) => boolean {
  const known = new Map<string | null, boolean>();
  return (site) => {
    const answer = known.get(site) ?? addresses.some((one) => mainSiteOf(one) === site && one.agents.some(({ agent }) => !isBlank(agent)));
    known.set(site, answer);
    return answer;
  };
}
