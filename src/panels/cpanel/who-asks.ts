import { join } from 'node:path';
import type { Estate } from '../../model/operator.ts';
import { readSmallText } from '../../system/read-text.ts';
import { homesByUser } from '../user-homes.ts';
import { estateOf } from './estate.ts';
import { parseResellers, powerOf } from './resellers.ts';
import { parseUserDomains } from './user-domains.ts';

/** What a WHM login may see: everything, an estate, or nothing. */
export type Standing = { readonly role: 'admin' } | { readonly role: 'reseller'; readonly estate: Estate };

/** As cPanel and the systems below it allow them, generously; whatever else is no name and is not looked up. */
const loginName = /^[a-zA-Z\d][\w.-]{0,63}$/;

/**
 * What the WHM user of that name may see, from the panel's own files, read anew for every request; null for nobody. A file
 * that cannot be read leaves its part out: whoever is not proven to be somebody is nobody.
 */
export function whoAsks(root: string, name: string): Standing | null {
  if (!loginName.test(name)) return null;
  const power = powerOf(name, parseResellers(textOf(root, '/var/cpanel/resellers')));
  switch (power) {
    case 'root':
      return { role: 'admin' };
    case 'reseller': {
      const { domains } = parseUserDomains(textOf(root, '/etc/userdatadomains'));
      return { role: 'reseller', estate: estateOf(name, domains, homesByUser(textOf(root, '/etc/passwd'))) };
    }
    case 'nobody':
      return null;
  }
}

/** Logins of all resellers who are let in as such, sorted: those who hold our privilege and not every one. */
export function resellersLetIn(root: string): readonly string[] {
  const resellers = parseResellers(textOf(root, '/var/cpanel/resellers'));
  return [...resellers.keys()].filter((name) => loginName.test(name) && powerOf(name, resellers) === 'reseller').sort();
}

const mostBytes = 64 * 1024 * 1024;

function textOf(root: string, path: string): string {
  const text = readSmallText(join(root, path), mostBytes);
  return text.ok ? text.value : '';
}
