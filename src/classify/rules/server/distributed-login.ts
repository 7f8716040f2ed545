import type { GroupBehaviour } from '../../../model/behaviour.ts';
import { counted, listed, shortened } from '../../words.ts';
import type { Limits } from '../../limits.ts';
import { groupsIn } from '../alike-group.ts';
import { isWordPressApp } from '../browser-agent.ts';
import type { LoneTries } from '../lone-tries.ts';
import type { FindingDraft, ServerRule, Witnessed } from '../rule.ts';
import { areMany, limitOf } from '../spread-logins.ts';
import { isProxy, looksLikePerson } from '../subject.ts';
import { groupedBy, overSites, type TriedThere } from './over-sites.ts';
import { serviceNames } from './who-comes.ts';

/**
 * Many addresses, few tries each, one user agent. Customers of a shop who log in with the same common browser are such a
 * group too, but load images and styles or are let in: then it is none.
 */
export const distributedLogin: ServerRule = {
  id: 'distributed-login',
  title: 'Login attack from many addresses',
  meaning: 'Somebody tries passwords from many addresses, so that each of them stays below notice.',
  confidence: 'medium',
  limit: 'loginGroup',
  forgeable: false,
  look: ({ behaviours }, witnessed, limits) => {
    const known = new Map<string, Witnessed>(witnessed.map((one) => [one.subject.address, one]));
    const groups = (behaviours?.groups ?? []).filter(
      (group) =>
        group.addresses.length >= limits.loginGroup.count &&
        group.requests >= 2 * group.addresses.length &&
        !isWordPressApp(group.agent) &&
        !arePeople(group, known),
    );
    const lone = loneGroups(witnessed, limits);
    const told = new Set(lone.map(({ site, path }) => doorOf(site, path)));
    const others = groups.filter(({ site, path }) => !told.has(doorOf(site, path)));
    const alike = groupedBy([...others].sort(byRequests), ({ path, agent }) => JSON.stringify([path, agent]));
    return [
      ...groupedBy(lone, ({ sign, path, isShown }) => JSON.stringify([sign, path, isShown])).map(ofLone),
      ...alike.map((attack) => ofAlike(attack, known)),
    ];
  },
};

type OneOrMore<Group> = readonly [Group, ...Group[]];

function ofAlike(groups: OneOrMore<GroupBehaviour>, known: ReadonlyMap<string, Witnessed>): FindingDraft {
  const [first, ...others] = groups;
  const { sites, addresses, tries, seconds, where, when } = overSites([ofGroup(first), ...others.map(ofGroup)]);
  return {
    severity: 'warning',
    text: `${counted(addresses.length, 'address', 'addresses')}${behindProxy(addresses, known)} with the same user agent made ${counted(tries, 'login try', 'login tries')} at ${shortened(first.path)}${where} ${when}.`,
    figures: { addresses: addresses.length, tries, seconds },
    about: sites,
    addresses,
    advice,
  };
}

const ofGroup = ({ site, path, addresses, requests, firstEpoch, lastEpoch }: GroupBehaviour): TriedThere => ({
  ...{ site, path, addresses, tries: requests, seconds: lastEpoch - firstEpoch },
});

/** ` of Cloudflare, behind which visitors hide,`, where half of the members that are known are a proxy's. */
function behindProxy(addresses: readonly string[], known: ReadonlyMap<string, Witnessed>): string {
  const members = addresses.flatMap((address) => known.get(address) ?? []);
  const proxies = members.filter(({ subject }) => isProxy(subject));
  return proxies.length * 2 > members.length ? ` of ${listed(serviceNames(proxies))}, behind which the visitors are,` : '';
}

const advice = 'Protect the page for everybody (a second password, or known addresses only): blocking single addresses will not end it.';

/** The page of a site where passwords are asked for; of several groups there the largest is told. */
const doorOf = (site: string | null, path: string): string => JSON.stringify([site, path]);

/** Those that did nothing else, one group for each login, most addresses first. */
function loneGroups(witnessed: readonly Witnessed[], limits: Limits): readonly LoneTries[] {
  const sorted = groupsIn(witnessed[0]?.subject.index.loneTries)
    .filter((group) => areMany(group, limits))
    .sort((a, b) => b.addresses.length - a.addresses.length || byName(a, b));
  const largest = new Map<string, LoneTries>();
  for (const group of sorted) if (!largest.has(doorOf(group.site, group.path))) largest.set(doorOf(group.site, group.path), group);
  return [...largest.values()];
}

const byName = (a: LoneTries, b: LoneTries): number =>
  `${a.site ?? ''} ${a.path} ${a.agent ?? ''}` < `${b.site ?? ''} ${b.path} ${b.agent ?? ''}` ? -1 : 1;

function ofLone(groups: OneOrMore<LoneTries>): FindingDraft {
  const [first, ...others] = groups;
  const { sites, addresses, tries, seconds, where, when } = overSites([ofTries(first), ...others.map(ofTries)]);
  const alike = first.agent !== null && groups.every(({ agent }) => agent === first.agent) ? ', with the same user agent' : '';
  return {
    severity: 'warning',
    limit: limitOf(first),
    text: `Login attack spread over ${counted(addresses.length, 'address', 'addresses')} that do nothing else at ${shortened(first.path)}${where}, ${counted(tries, 'try', 'tries')} ${when}${alike}.`,
    figures: { addresses: addresses.length, tries, seconds },
    about: sites,
    addresses,
    advice,
  };
}

const ofTries = ({ site, path, addresses, count, seconds }: LoneTries): TriedThere => ({ site, path, addresses, tries: count, seconds });

/** True when a fifth or more of the members that are known behave like people. */
function arePeople({ addresses }: GroupBehaviour, known: ReadonlyMap<string, Witnessed>): boolean {
  const members = addresses.flatMap((address) => known.get(address) ?? []);
  const people = members.filter(({ subject }) => subject.own || looksLikePerson(subject) || (subject.behaviour?.loginsAtOnce ?? 0) > 0);
  return people.length * 5 >= Math.max(1, members.length);
}

const byRequests = (a: GroupBehaviour, b: GroupBehaviour): number =>
  b.requests - a.requests || (`${a.site ?? ''} ${a.path} ${a.agent}` < `${b.site ?? ''} ${b.path} ${b.agent}` ? -1 : 1);
