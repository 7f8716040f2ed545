/** Beginnings of what is sent to web servers by what does not speak HTTP, as Apache and nginx write it (`\x16`). */
const openings: readonly (readonly [string, string])[] = [
  ['\\x16\\x03', 'TLS on a plain port'],
  ['\\x80', 'SSL 2 on a plain port'],
  ['SSH-', 'SSH'],
  ['\\x03\\x00\\x00', 'remote desktop'],
  ['\\x04\\x01', 'SOCKS proxy'],
  ['\\x05', 'SOCKS proxy'],
  ['\\x12\\x01\\x00', 'SQL Server'],
  ['\\xFFSMB', 'Windows file sharing'],
  ['\\xffSMB', 'Windows file sharing'],
  ['\\xFESMB', 'Windows file sharing'],
  ['\\xfeSMB', 'Windows file sharing'],
  ['MGLNDD_', 'Magellan scanner'],
  ['EHLO', 'mail'],
  ['HELO', 'mail'],
  ['USER ', 'FTP'],
  ['*1\\r\\n', 'Redis'],
  ['JRMI', 'Java RMI'],
  ['RTSP/', 'camera'],
  ['CNXN', 'Android debug bridge'],
  ['{\\x22id\\x22', 'miner of coins'],
  ['{"id"', 'miner of coins'],
];

/** What a request that is no HTTP request was; null where nothing was received at all, as of a browser that thought better. */
export function otherProtocol(request: string): string | null {
  if (request === '' || request === '-') return null;
  return openings.find(([beginning]) => request.includes(beginning) && request.indexOf(beginning) < 12)?.[1] ?? 'no HTTP request';
}

/** Methods of HTTP, WebDAV, calendars, caches, and HTTP/2's greeting. */
const knownMethods: ReadonlySet<string> = new Set(
  (
    'GET HEAD POST PUT DELETE PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH ACL MKCALENDAR ' +
    'MKACTIVITY CHECKOUT MERGE VERSION-CONTROL BIND UNBIND REBIND LINK UNLINK PURGE BAN PURGEALL REFRESH PRI QUERY'
  ).split(' '),
);

/** What a method gives away: CONNECT wants a proxy, TRACE and its like want to see what the server adds. */
export function strangeMethod(method: string): 'proxy' | 'trace' | 'unknown' | null {
  if (knownMethods.has(method)) return null;
  if (method === 'CONNECT') return 'proxy';
  return method === 'TRACE' || method === 'TRACK' || method === 'DEBUG' ? 'trace' : 'unknown';
}

const absoluteHost = /^https?:\/\/(?:[^@/?#]*@)?([^/?#:]*)/i;

/**
 * `GET http://other.example/`: somebody tries whether this is a proxy; the name it should lead to. Null where a site is asked
 * for by its own whole name, or by one below it.
 */
export function hostBehindProxy(target: string, site: string | null): string | null {
  const host = absoluteHost.exec(target.slice(0, 300))?.[1]?.toLowerCase();
  if (host === undefined || host === '') return null;
  const own = site === null ? null : withoutWww(site.toLowerCase());
  return own !== null && (withoutWww(host) === own || host.endsWith(`.${own}`)) ? null : host;
}

const withoutWww = (host: string): string => (host.startsWith('www.') ? host.slice(4) : host);
