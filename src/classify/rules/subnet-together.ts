import type { Limits } from '../limits.ts';
import { counted, listed, within } from '../words.ts';
import type { Neighbours } from './neighbours.ts';
import type { Rule, Sighting } from './rule.ts';
import type { SceneIndex } from './scene.ts';
import type { Subject } from './subject.ts';

interface SharedWork extends Pick<Rule, 'id' | 'title' | 'meaning' | 'family'> {
  /** What is known of whole subnets. */
  readonly of: (index: SceneIndex) => ReadonlyMap<string, Neighbours>;
  /** What they did together, as the end of "One of 5 addresses of 203.0.113.0/24"; null where it is too little. */
  readonly see: (together: Neighbours, limits: Limits) => (Pick<Sighting, 'figures' | 'limit'> & { readonly did: string }) | null;
}

/**
 * Addresses of one subnet that share the work, so that none of them reaches a limit. What neighbours do never makes anybody
 * malicious: a subnet has other people too. A crawler has whole subnets, and one that DNS does not deny is none of these.
 */
const sharedWork = ({ of, see, ...named }: SharedWork): Rule => ({
  ...named,
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const together = of(subject.index).get(subject.address);
    if (together === undefined || together.members < limits.subnet.count || isCrawler(subject)) return null;
    const seen = see(together, limits);
    if (seen === null) return null;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `One of ${counted(together.members, 'address', 'addresses')} of ${together.subnet} that ${seen.did}.`,
      figures: { ...seen.figures, addresses: together.members },
      limit: seen.limit,
    };
  },
});

const isCrawler = ({ identity }: Subject): boolean => identity.claim !== null && identity.status !== 'fake';

export const subnetScripts = sharedWork({
  id: 'subnet-scripts',
  title: 'One of a subnet that looks for weak spots',
  meaning: 'Several neighbouring addresses share the work of trying script names, each of them too few to be seen alone.',
  family: 'scan',
  of: (index) => index.scriptsBySubnet,
  see: (together, { subnetScripts: limit }) => {
    const { count, seconds } = together.mostDistinct(limit.seconds);
    if (count < limit.count) return null;
    const did = `asked for ${counted(count, 'different missing script')}${within(limit.seconds)}: ${listed(together.names)}`;
    return { did, figures: { different: count, seconds }, limit: 'subnetScripts' };
  },
});

export const subnetLogins = sharedWork({
  id: 'subnet-logins',
  title: 'One of a subnet that guesses passwords',
  meaning: 'Several neighbouring addresses share the work of guessing passwords, each of them too little to be seen alone.',
  family: 'login',
  of: (index) => index.loginsBySubnet,
  see: (together, { subnetLogins: limit }) => {
    const { count, seconds } = together.most(limit.seconds);
    if (count < limit.count) return null;
    return {
      did: `made ${counted(count, 'login try', 'login tries')}${within(limit.seconds)}`,
      figures: { tries: count, seconds },
      limit: 'subnetLogins',
    };
  },
});

/** One network's visitors of other people's pages that draw in what is gone here all ask for the same. */
const leastShared = 2;

/** The same without hurry, day by day: only of addresses that do little else, and each of which asks for something else. */
export const subnetProbes = sharedWork({
  id: 'subnet-probes',
  title: 'One of a subnet that looks for weak spots now and then',
  meaning: 'Neighbouring addresses come now and then with a few script names each, and do little else.',
  family: 'scan',
  of: (index) => index.probesBySubnet,
  see: (together, limits) => {
    if (together.members < limits.subnetProbers.count) return null;
    const { count: probes, seconds } = together.most(null);
    const { count } = together.mostDistinct(null);
    if (probes < limits.subnetProbes.count || count * together.members < leastShared * probes) return null;
    const did = `do little but ask for missing scripts, ${counted(probes, 'time')} in all: ${listed(together.names)}`;
    return { did, figures: { different: count, probes, seconds }, limit: 'subnetProbes' };
  },
});
