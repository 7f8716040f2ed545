/** Privileges (ACLs) of one reseller. */
export type Privileges = ReadonlySet<string>;

/** The privilege that root grants to let a reseller in; `plugin-cpanel/perl` makes WHM offer it. */
export const ownPrivilege = 'software-ActiveConnections';

/**
 * Reads `/var/cpanel/resellers`: a line a reseller, `name:privilege,privilege,…`; blank lines and lines with `#` are no
 * resellers. Names and privileges are compared as whole words, never searched for. Of two lines of one name neither counts:
 * it is not known which one cPanel would believe.
 */
export function parseResellers(text: string): ReadonlyMap<string, Privileges> {
  const resellers = new Map<string, Privileges>();
  const twice = new Set<string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (line.startsWith('#') || colon < 1) continue;
    const name = line.slice(0, colon);
    if (resellers.has(name)) twice.add(name);
    const words = line.slice(colon + 1).split(',');
    resellers.set(name, new Set(words.map((word) => word.trim()).filter((word) => word !== '')));
  }
  for (const name of twice) resellers.delete(name);
  return resellers;
}

/** What somebody is to WHM: everything, chosen privileges, or nobody. */
export type Power = 'root' | 'reseller' | 'nobody';

/**
 * Root power is the name `root`, or the privilege `all`. Whoever else holds {@link ownPrivilege} is let in as a reseller.
 * Everybody else, and whoever is not listed, is nobody here, whatever WHM showed in its menu.
 */
export function powerOf(name: string, resellers: ReadonlyMap<string, Privileges>): Power {
  if (name === 'root') return 'root';
  const privileges = resellers.get(name);
  if (privileges?.has('all') === true) return 'root';
  return privileges?.has(ownPrivilege) === true ? 'reseller' : 'nobody';
}
