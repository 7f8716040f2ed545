import type { Limits } from '../limits.ts';
import { counted, listed, within } from '../words.ts';
import type { Rule, Sighting } from './rule.ts';
import type { Neighbours } from './neighbours.ts';
import type { Subject } from './subject.ts';

/**
 * Addresses of one subnet that share the work, so that none of them reaches a limit. What neighbours do never makes anybody
 * malicious: a subnet has other people too. A crawler has whole subnets, and one that DNS does not deny is none of these.
 */
const togetherOf = (subject: Subject, neighbours: Neighbours | undefined, limits: Limits): Neighbours | null =>
  neighbours === undefined ||
  neighbours.members < limits.subnet.count ||
  (subject.identity.claim !== null && subject.identity.status !== 'fake')
    ? null
    : neighbours;

const sighting = (text: string, { members }: Neighbours, figures: Sighting['figures'], limit: Sighting['limit']): Sighting => ({
  speaks: 'against',
  confidence: 'medium',
  text,
  figures: { ...figures, addresses: members },
  limit,
});

export const subnetScripts: Rule = {
  id: 'subnet-scripts',
  title: 'One of a subnet that looks for weak spots',
  meaning: 'Several neighbouring addresses share the work of trying script names, each of them too few to be seen alone.',
  family: 'scan',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const together = togetherOf(subject, subject.index.scriptsBySubnet.get(subject.address), limits);
    if (together === null) return null;
    const { count, seconds } = together.mostDistinct(limits.subnetScripts.seconds);
    if (count < limits.subnetScripts.count) return null;
    const text = `One of ${counted(together.members, 'address', 'addresses')} of ${together.subnet} that asked for ${counted(count, 'different missing script')}${within(limits.subnetScripts.seconds)}: ${listed(together.names)}.`;
    return sighting(text, together, { different: count, seconds }, 'subnetScripts');
  },
};

export const subnetLogins: Rule = {
  id: 'subnet-logins',
  title: 'One of a subnet that guesses passwords',
  meaning: 'Several neighbouring addresses share the work of guessing passwords, each of them too little to be seen alone.',
  family: 'login',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const together = togetherOf(subject, subject.index.loginsBySubnet.get(subject.address), limits);
    if (together === null) return null;
    const { count, seconds } = together.most(limits.subnetLogins.seconds);
    if (count < limits.subnetLogins.count) return null;
    const text = `One of ${counted(together.members, 'address', 'addresses')} of ${together.subnet} that made ${counted(count, 'login try', 'login tries')}${within(limits.subnetLogins.seconds)}.`;
    return sighting(text, together, { tries: count, seconds }, 'subnetLogins');
  },
};

/** One network's visitors of other people's pages that draw in what is gone here all ask for the same. */
const sharedWork = 2;

/** The same without hurry, day by day: only of addresses that do little else, and each of which asks for something else. */
export const subnetProbes: Rule = {
  id: 'subnet-probes',
  title: 'One of a subnet that looks for weak spots now and then',
  meaning: 'Neighbouring addresses come now and then with a few script names each, and do little else.',
  family: 'scan',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const together = togetherOf(subject, subject.index.probesBySubnet.get(subject.address), limits);
    if (together === null || together.members < limits.subnetProbers.count) return null;
    const { count: probes, seconds } = together.most(null);
    const { count } = together.mostDistinct(null);
    if (probes < limits.subnetProbes.count || count * together.members < sharedWork * probes) return null;
    const text = `One of ${counted(together.members, 'address', 'addresses')} of ${together.subnet} that do little but ask for missing scripts, ${counted(probes, 'time')} in all: ${listed(together.names)}.`;
    return sighting(text, together, { different: count, probes, seconds }, 'subnetProbes');
  },
};
