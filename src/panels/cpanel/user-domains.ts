/** One line of cPanel's `/etc/userdatadomains`. */
export interface UserDomain {
  readonly domain: string;
  readonly user: string;
  readonly owner: string;
  readonly type: 'main' | 'sub' | 'addon' | 'parked';
  /** For addon and parked domains the ServerName of the vhost that serves them, which is also the name of its log. */
  readonly base: string;
  readonly documentRoot: string;
  /** Addresses it is served on, as the file has them; an IPv6 address comes without its `,dedicated` mark. */
  readonly addresses: readonly string[];
}

export interface UserDomains {
  readonly domains: readonly UserDomain[];
  /** Lines that did not fit; their domains are nobody's. */
  readonly unreadLines: number;
}

const types: readonly string[] = ['main', 'sub', 'addon', 'parked'];

/**
 * Reads `/etc/userdatadomains`: `domain: user==owner==type==base==docroot==ip:port==sslip:port==ipv6,dedicated==…`. Written by cPanel, undocumented;
 * what does not fit is counted, never guessed.
 */
export function parseUserDomains(text: string): UserDomains {
  const domains: UserDomain[] = [];
  let unreadLines = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseLine(line);
    if (parsed === undefined) unreadLines++;
    else domains.push(parsed);
  }
  return { domains, unreadLines };
}

function parseLine(line: string): UserDomain | undefined {
  const colon = line.indexOf(': ');
  if (colon < 1) return undefined;
  const [user, owner, type, base, documentRoot, plain = '', secure = '', ipv6 = ''] = line.slice(colon + 2).split('==');
  if (user === undefined || user === '' || owner === undefined || type === undefined || !types.includes(type)) return undefined;
  if (base === undefined || documentRoot === undefined) return undefined;
  return {
    domain: line.slice(0, colon).toLowerCase(),
    user,
    owner,
    type: type as UserDomain['type'],
    base: base.toLowerCase(),
    documentRoot,
    addresses: [...new Set([withoutPort(plain), withoutPort(secure), ipv6.split(',', 1)[0] ?? ''])].filter((one) => one !== ''),
  };
}

const withoutPort = (text: string): string => text.replace(/:\d{1,5}$/, '');

/** A domain and the vhost it is served by: the base of an addon or parked domain; that of a subdomain is only the domain above it. */
export const vhostNames = ({ domain, type, base }: UserDomain): readonly string[] =>
  type === 'addon' || type === 'parked' ? [domain, base] : [domain];
