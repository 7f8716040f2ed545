import type { CgiCall } from './environment.ts';
import { isFormType, longestFormBytes } from '../../web/sent-form.ts';
import type { Refusal } from './refusal.ts';

/** What a request may come in as; `formBytes` is how much of a form has to arrive. */
export type Admission =
  | { readonly kind: 'page' }
  | { readonly kind: 'form'; readonly formBytes: number }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/**
 * Looks at a request before anything is read for it. That WHM let it through proves nothing: an AppConfig entry with
 * `user=root` is run for every reseller, shown in their menu or not, and whether WHM compares the session's secret for it is
 * not documented. Who it is, and what they may see, comes after.
 */
export function admit(call: CgiCall): Admission {
  if (!hasSession(call)) return refused('no-session');
  if (call.apiToken !== '') return refused('api-token');
  if (call.teamUser !== '') return refused('team-user');
  switch (call.method) {
    case 'GET':
    case 'HEAD':
      return { kind: 'page' };
    case 'POST':
      return admitForm(call);
    default:
      return refused('method');
  }
}

function hasSession({ securityToken, uri }: CgiCall): boolean {
  return /^\/cpsess\d{1,64}$/.test(securityToken) && uri.startsWith(`${securityToken}/`);
}

function admitForm(call: CgiCall): Admission {
  if (isFromElsewhere(call)) return refused('foreign-form');
  if (!isFormType(call.contentType)) return refused('form-type');
  if (!/^\d{1,15}$/.test(call.contentLength)) return refused('form-broken');
  const formBytes = Number(call.contentLength);
  return formBytes > longestFormBytes ? refused('form-size') : { kind: 'form', formBytes };
}

/**
 * True when the browser says that a form was sent from another host's page. Not every browser says so, and WHM may keep these
 * headers to itself; what really tells is the token inside the form.
 */
function isFromElsewhere({ host, origin, referer, fetchSite }: CgiCall): boolean {
  if (fetchSite !== '' && fetchSite !== 'same-origin') return true;
  const here = hostNameOf(`https://${host}`);
  // Behind a service subdomain WHM is asked by the web server of its own machine: then there is nothing to compare with.
  const isKnown = here !== null && !/^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(here);
  return [origin, referer].some((from) => from !== '' && (hostNameOf(from) === null || (isKnown && hostNameOf(from) !== here)));
}

/** Without the port: a service subdomain and a proxy change it. */
function hostNameOf(address: string): string | null {
  try {
    const { hostname } = new URL(address);
    return hostname === '' ? null : hostname;
  } catch {
    return null;
  }
}

const refused = (reason: Refusal): Admission => ({ kind: 'refused', reason });
