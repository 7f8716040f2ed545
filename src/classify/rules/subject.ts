import type { AddressBehaviour, GroupBehaviour, Sign, SignHit, SiteBehaviour } from '../../model/behaviour.ts';
import type { AddressConnections } from '../../model/connection-report.ts';
import { type Identity, type ServiceKind, standsForOthers } from '../../model/identity.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { SceneIndex } from './scene.ts';

/** One address, with everything a rule may look at. */
export interface Subject {
  readonly address: IpAddress;
  /** This server itself. */
  readonly own: boolean;
  /** In a private or reserved range: a neighbour, a container, a proxy of this network; no visitor from the internet. */
  readonly private: boolean;
  readonly behaviour: AddressBehaviour | null;
  readonly connections: AddressConnections | null;
  readonly identity: Identity;
  readonly index: SceneIndex;
}

export function hitsOf({ behaviour }: Subject, ...signs: readonly Sign[]): readonly SignHit[] {
  const lists = signs.flatMap((sign) => behaviour?.signs[sign] ?? []);
  return lists.length === 1 && lists[0] !== undefined ? lists[0].hits : lists.flatMap(({ hits }) => hits);
}

/** Exact, also where more came than are kept one by one. */
export const countOf = ({ behaviour }: Subject, ...signs: readonly Sign[]): number =>
  signs.reduce((sum, sign) => sum + (behaviour?.signs[sign]?.count ?? 0), 0);

export const groupsOf = ({ address, index }: Subject): readonly GroupBehaviour[] => index.groups.get(address) ?? [];

/** The site it asked most, as that site itself was asked; null when not known. */
export function busiestSite({ behaviour, index }: Subject): SiteBehaviour | null {
  const site = behaviour?.sites[0]?.site;
  return site === undefined ? null : (index.sites.get(site) ?? null);
}

export const inboundOf = ({ connections }: Subject): number => connections?.inbound ?? 0;

const fewestAssets = 3;

/**
 * True where it behaves like somebody with a browser: images and styles are loaded, or the admin area is used. Scripts seldom
 * take that trouble, but can: so this makes small signs milder and never excuses a large one.
 */
export function looksLikePerson({ behaviour }: Subject): boolean {
  if (behaviour === null) return false;
  return behaviour.pagesServed > 0 && (behaviour.assets >= fewestAssets || (behaviour.worksInAdmin && behaviour.loginsAtOnce > 0));
}

/**
 * The same for rules about rates: a handful of images beside thousands of requests is a disguise, so a tenth of what it asked
 * for must be images and styles.
 */
export const browsesLikePerson = (subject: Subject): boolean =>
  looksLikePerson(subject) && (subject.behaviour?.assets ?? 0) * 10 >= (subject.behaviour?.requests ?? 0);

/** True when it is proved to be a service of one of these kinds. */
export const isVerified = ({ identity }: Subject, ...kinds: readonly ServiceKind[]): boolean =>
  identity.status === 'verified' && identity.kind !== null && (kinds.length === 0 || kinds.includes(identity.kind));

/**
 * True where it says whom it belongs to: a known crawler that DNS does not deny, or one with a page about itself. Anybody can
 * write that, so it excuses only what honest robots meet every day.
 */
export const namesItself = ({ identity, behaviour }: Subject): boolean =>
  identity.status !== 'fake' &&
  (identity.claim !== null ||
    (behaviour?.agents ?? []).some(({ agent, requests }) => agent.includes('+http') && requests * 2 >= (behaviour?.requests ?? 0)));

/** True when many visitors may stand behind it. */
export const isProxy = ({ identity }: Subject): boolean => standsForOthers(identity);
