import type { AddressBehaviour, Sign, SignHit } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { AlikeGroups, byMember, type Gathered } from './alike-group.ts';
import { isBrowserAgent } from './browser-agent.ts';
import { programPath } from './program-path.ts';

interface Door {
  readonly sign: 'login' | 'xmlrpc' | 'other-login';
  readonly site: string | null;
  readonly path: string;
  /** They fetched the form before, and still none of what it is drawn with. */
  readonly isShown: boolean;
}

/** Addresses that did nothing but try one login, however few tries each: no page and no image before, none after. */
export type LoneTries = Door & Gathered;

const doors = ['login', 'xmlrpc', 'other-login'] as const satisfies readonly Sign[];

/**
 * Whoever types a password has the page with its form before, and what that page is drawn with; and after it the answer, be it
 * the form once more. Robots have neither. WordPress' own login is never anywhere else than its form, so there they need
 * nothing more in common. Programs of people send to XML-RPC and to other logins, and a form may lie at another server: there
 * they must have one user agent, which is a browser's, and be answered then and there.
 */
export function loneTriesBy(addresses: readonly AddressBehaviour[]): ReadonlyMap<IpAddress, readonly LoneTries[]> {
  const groups = new AlikeGroups<Door>();
  for (const one of addresses) {
    const isBare = isLone(one);
    const isShown = !isBare && sawOnlyTheForm(one);
    if (!isBare && !isShown) continue;
    for (const sign of isShown ? (['login'] as const) : doors)
      for (const hit of one.signs[sign]?.hits ?? []) {
        if (sign !== 'login' && !isAlike(sign, hit)) continue;
        const agent = sign === 'login' ? null : hit.agent;
        const name = JSON.stringify([sign, hit.site, hit.what, agent, isShown]);
        groups.add(name, { sign, site: hit.site, path: hit.what, isShown }, one.address, hit);
      }
  }
  return byMember(groups.result());
}

/** Every request was a try, none let in. */
function isLone({ requests, refusedByUs, signs, loginsAtOnce, loginsAfterFailures }: AddressBehaviour): boolean {
  const tries = doors.reduce((sum, sign) => sum + (signs[sign]?.count ?? 0), 0);
  return tries > 0 && tries === requests - refusedByUs && loginsAtOnce === 0 && loginsAfterFailures.length === 0;
}

/** Every request was for the form or a try by it, and none was let in: a browser that shows a form draws it, or has read a page before. */
function sawOnlyTheForm({ requests, refusedByUs, signs, assets, forms, loginsAtOnce, loginsAfterFailures }: AddressBehaviour): boolean {
  const posts = forms.reduce((sum, form) => sum + form.posts, 0);
  const others = forms.reduce((sum, form) => sum + form.others, 0);
  return (
    assets === 0 &&
    posts > 0 &&
    posts === signs.login?.count &&
    others <= posts &&
    posts + others === requests - refusedByUs &&
    loginsAtOnce === 0 &&
    loginsAfterFailures.length === 0
  );
}

const isAlike = (sign: 'xmlrpc' | 'other-login', { agent, what, status }: SignHit): boolean =>
  isBrowserAgent(agent) &&
  (sign === 'xmlrpc' || (!programPath.test(what) && status !== null && (status < 300 || status >= 400 || administration.test(what))));

/** The form of an administration lies nowhere else, so a redirect from it would be followed. */
const administration = /^\/(?:[\w.-]{1,40}\/)?(?:administrator|admin|backend|typo3|manager)(?:\/|$)/;
