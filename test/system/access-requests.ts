/** The requests that the real web servers are sent, and what their logs must be read to say. */
export interface KnownRequest {
  readonly bytes: string;
  readonly site: 'alice.example' | 'bob.example';
  readonly address: string;
  /** Null when the request names no page. */
  readonly page: string | null;
  readonly method: string;
  readonly agent: string;
  /** The status when the server sends no answer that would tell. */
  readonly status?: string;
}

export type Escape = (raw: string) => string;

const byteOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');

/** How Apache writes foreign bytes into its log (util.c, ap_escape_logitem). */
export const escapedByApache: Escape = (raw) =>
  raw
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\t', '\\t')
    .replace(/[\x00-\x1f\x7f-\xff]/g, (character) => `\\x${byteOf(character)}`);

/** How nginx does (ngx_http_log_module.c, ngx_http_log_escape). */
export const escapedByNginx: Escape = (raw) =>
  raw.replace(/["\\\x00-\x1f\x7f-\xff]/g, (character) => `\\x${byteOf(character).toUpperCase()}`);

interface Parts {
  readonly site?: 'alice.example' | 'bob.example';
  readonly method?: string;
  readonly target: string;
  readonly address?: string;
  readonly agent?: string;
  readonly headers?: string;
}

/** A request as browsers and attackers send it; both servers log it under its site and its forwarded address. */
export function plainRequest(escape: Escape, parts: Parts): KnownRequest {
  const {
    site = 'alice.example',
    method = 'GET',
    target,
    address = '203.0.113.7',
    agent = 'Mozilla/5.0 (X11; Linux x86_64)',
    headers = '',
  } = parts;
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${site}`,
    `X-Forwarded-For: ${address}`,
    'Connection: close',
    ...(agent === '' ? [] : [`User-Agent: ${agent}`]),
  ];
  return {
    bytes: `${head.join('\r\n')}\r\n${headers}\r\n`,
    site,
    address,
    page: escape(target),
    method,
    agent: agent === '' ? '-' : escape(agent),
  };
}

/** Requests that both servers take. */
export function orderlyRequests(escape: Escape): KnownRequest[] {
  const request = (parts: Parts): KnownRequest => plainRequest(escape, parts);
  return [
    ...Array.from({ length: 40 }, () =>
      request({ target: '/wp-login.php', method: 'POST', address: '203.0.113.66', headers: 'Content-Length: 0\r\n' }),
    ),
    ...Array.from({ length: 12 }, (_, at) => request({ target: `/page-${String(at % 4)}`, address: `203.0.113.${String(at)}` })),
    ...Array.from({ length: 5 }, () => request({ site: 'bob.example', target: '/' })),
    request({ target: '/', address: '2001:db8::7' }),
    request({ target: '/', address: '2001:DB8:0:0:0:0:0:7' }),
    request({ target: '/?a=1&b=2%20c' }),
    request({ target: '/%22quote%5c' }),
    request({ target: '/b%C3%BCcher' }),
    request({ target: '//xmlrpc.php', site: 'bob.example' }),
    request({ target: '/a/../b/./c' }),
    request({ target: `/long?${'x'.repeat(6000)}` }),
    request({ target: '/head', method: 'HEAD' }),
    request({ target: '/delete', method: 'DELETE' }),
    request({ target: '/agent', agent: 'says "hello" and ends in \\' }),
    request({ target: '/agent', agent: 'tab\there, \xfc and \\" quoted' }),
    request({ target: '/agent', agent: '' }),
    request({ target: 'http://bob.example/absolute', site: 'bob.example' }),
    request({ target: '/referer', headers: 'Referer: https://alice.example/"x\\"\r\n' }),
  ];
}
