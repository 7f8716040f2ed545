/**
 * Requests of a reseller who tries to get at what is not theirs: other accounts' names in every parameter and field, path tricks,
 * line ends in everything that could become a header, wrong and borrowed and old proofs, other methods. A seed gives the same ones
 * on every machine.
 */
import { makeFormToken, type TokenMaker } from '../../src/web/form-token.ts';

/** The variables of a CGI call, and what comes on standard input. */
export interface EscapeAttempt {
  readonly variables: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the door has to turn it away before anything is read for it. */
  readonly isForDoor: boolean;
  /** True where all is in order but the proof that the form is ours. */
  readonly lacksProof: boolean;
}

export type Random = (below: number) => number;

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface Tokens {
  /** The very secret of the server, so that a proof may be right but for whom or when it was made. */
  readonly maker: TokenMaker;
  readonly session: string;
}

const path = '/cgi/active_connections/index.cgi';
export const session = '/cpsess1234567890';

/** An attempt of bob's, whose accounts are alice and bob (`test/stand-ins/whm/server-root.mjs`). None of them asks for what he may do. */
export function escapeAttempt(random: Random, tokens: Tokens): EscapeAttempt {
  const door = random(3) === 0;
  const isPost = random(5) < 3;
  const good = {
    GATEWAY_INTERFACE: 'CGI/1.1',
    REQUEST_METHOD: isPost ? 'POST' : oneOf(random, ['GET', 'GET', 'GET', 'HEAD']),
    REMOTE_USER: 'bob',
    REMOTE_ADDR: '198.51.100.200',
    cp_security_token: session,
    HTTP_HOST: 'server.example:2087',
    ...(isPost ? { CONTENT_TYPE: 'application/x-www-form-urlencoded' } : {}),
  };
  const lacksProof = isPost && random(6) === 0;
  // All in order, but for the address: the guard of the whole server is asked about nobody who was not at one's own sites.
  const isForServer = isPost && random(500) === 0;
  const [asked, body] = lacksProof
    ? [ownQuery(random), orderlyBody(oneOf(random, wrongTokens(tokens)))]
    : isForServer
      ? [serverQuery(random), orderlyBody([makeFormToken(tokens.maker, 'bob', tokens.session)])]
      : isPost
        ? [postQuery(random), formBody(random, tokens)]
        : [anyQuery(random), ''];
  const query = asked.toString();
  const variables = { ...good, QUERY_STRING: query, REQUEST_URI: `${session}${path}?${query}`, CONTENT_LENGTH: String(body.length) };
  return { variables: door ? { ...variables, ...turnedAway(random, isPost, variables) } : variables, body, isForDoor: door, lacksProof };
}

function many<T>(all: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => all).flat();
}

const oneOf = <T>(random: Random, all: readonly T[]): T => all[random(all.length)] as T;

/** One thing about a call that is enough to be turned away. */
function turnedAway(random: Random, isPost: boolean, { REQUEST_URI: uri }: { readonly REQUEST_URI: string }): Record<string, string> {
  const tricks: readonly (() => Record<string, string>)[] = [
    () => ({ REMOTE_USER: oneOf(random, strangers) }),
    () => ({ cp_security_token: oneOf(random, brokenSessions) }),
    // The address names another session than the one it came in.
    () => ({
      REQUEST_URI: uri.replace(
        session,
        oneOf(random, ['/cpsess9999999999', `${session}0`, `/x${session}`, '', `//evil.example${session}`]),
      ),
    }),
    () => ({ cp_security_token: oneOf(random, brokenSessions), REQUEST_URI: oneOf(random, strangeWords) }),
    () => ({ REQUEST_METHOD: oneOf(random, methods) }),
    () => ({ WHM_API_TOKEN_NAME: oneOf(random, ['token', 'root', '0', ' ', '\r\nX-Evil: 1']) }),
    () => ({ TEAM_USER: oneOf(random, ['bob', 'root', '0', '\r\n']) }),
  ];
  const formTricks: readonly (() => Record<string, string>)[] = [
    () => ({ CONTENT_TYPE: oneOf(random, ['', 'application/json', 'multipart/form-data; boundary=x', 'text/plain', 'x\r\nX-Evil: 1']) }),
    () => ({ CONTENT_LENGTH: oneOf(random, ['', '-1', '1e3', '99999999999999999999', '70000', '0x10', ' 5', '5\r\n', 'all']) }),
    () => ({ HTTP_ORIGIN: oneOf(random, ['https://evil.example', 'null', 'https://server.example.evil.example', '\r\nX-Evil: 1']) }),
    () => ({ HTTP_REFERER: oneOf(random, ['https://evil.example/', 'javascript:1', 'x\r\nSet-Cookie: a=1', 'http://[']) }),
    () => ({ HTTP_SEC_FETCH_SITE: oneOf(random, ['cross-site', 'same-site', 'none', 'x']) }),
  ];
  return oneOf(random, isPost ? [...tricks, ...formTricks] : tricks)();
}

/** Nobody of these is let in: customers, a reseller without the privilege, and names that only look like somebody's. */
const strangers = [
  ...[
    'dan',
    'alice',
    'zoe',
    'victor',
    'nobody',
    '',
    'BOB',
    'bob ',
    ' bob',
    'bob\n',
    'bob\0',
    'bo',
    'bobb',
    'bob,carol',
    'bob:all',
    'root ',
  ],
  ...['ROOT', 'root\r\n', 'root\0', 'carol\n', '../root', '../../etc/passwd', 'constructor', '__proto__', '*', '.*', 'bob|root', 'all'],
];
const brokenSessions = [
  ...['', '/', '/cpsess', 'cpsess1234567890', '/cpsessabc', '/cpsess123 ', `${session}/`, `${session}/..`, '/../cpsess1234567890'],
  ...[`${session}\r\nX-Evil: 1`, `${session}\n`, `${session}\0`, `/cpsess${'1'.repeat(65)}`, '/CPSESS1234567890', '/cpsess-1'],
];
const methods = [
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'PROPFIND',
  'CONNECT',
  '',
  'get',
  'post',
  'GET ',
  'POST\r\nX-Evil: 1',
  'HEAD\0',
  'GETGET',
];

const parameters = [
  ...['page', 'window', 'key', 'by', 'top', 'site', 'address', 'only', 'target', 'done'],
  ...['user', 'root', 'reseller', 'owner', 'account', 'REMOTE_USER', 'file', 'path', 'token', 'do', 'scope', '__proto__'],
];
/** Overviews judge and lists of blocks ask programs: a few of those, and many of the others. */
const pages = [
  ...many(['errors', 'sources', 'settings', 'block'], 40),
  ...many(['pages', 'site'], 3),
  'overview',
  'overview',
  'blocks',
  'address',
];
const strangePages = ['../sources', 'overview\r\nX-Evil: 1', 'Block', 'block ', 'constructor', '__proto__', 'index.cgi', 'settings\0'];
const othersSites = [
  ...['zoe.example', 'ZOE.EXAMPLE', 'zoe-store.example', 'zoe-store.zoe.example', 'victor.example', 'zoe.example.', 'www.zoe.example'],
  ...['*.example', '_wildcard_.example', 'alice.example@zoe.example', 'alice.example/../zoe.example', 'alice.example\0zoe.example'],
];
/** Other people's visitors, own addresses of this server and everybody's, ranges; nobody who was at bob's or alice's. */
const othersAddresses = [
  ...['203.0.113.66', '203.0.113.77', '203.0.113.99', '198.51.100.99', '198.51.100.25', '::ffff:203.0.113.66', '203.0.113.66/32'],
  ...['203.0.113.0/24', '203.0.113.8/29', '192.0.2.10', '192.0.2.11', '127.0.0.1', '::1', '0.0.0.0/0', '::/0', '2001:db8::/64'],
];
const strangeWords = [
  ...[
    '..%2f..%2fetc%2fpasswd',
    '../../../etc/passwd',
    '/var/log/apache2/domlogs/zoe',
    'root',
    'carol',
    'zoe',
    '\0zoe',
    '%00',
    '%0d%0aX-Evil:1',
  ],
  ...['a\r\nSet-Cookie: x=1', '\r\n\r\n<script>alert(1)</script>', '<script>', '{{{x}}}', '{{lookup . "x"}}', '__proto__', 'constructor'],
  ...["' or 1=1 --", '$(id)', '`id`', ';id', '|id', '-1', '999999', '1e9', 'all', '24h', 'path', 'subnet', 'b-0123456789abcdef'],
  ...['b-00000000000000aa', 'b-00000000000000bb', 'saved', 'x'.repeat(5000), '', '%', '�', '٣', 'alice', 'bob'],
];
const ownSites = ['alice.example', 'shop.example', 'shop.alice.example', 'bob.example'];

/** Values that a parameter takes, so that a request comes further than to the reading of its query. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  window: ['15m', '1h', '24h', 'all'],
  key: ['target', 'path'],
  by: ['address', 'subnet'],
  top: ['1', '20', '1000'],
  site: ['zoe.example', 'zoe-store.example', 'zoe-store.zoe.example', 'victor.example', 'www.zoe.example', 'server.example'],
  address: ['203.0.113.66', '203.0.113.77', '203.0.113.99', '198.51.100.99', '192.0.2.10', '::ffff:203.0.113.77'],
  only: ['/zoe-only', '/wp-login.php', '*', '/../zoe'],
  target: ['203.0.113.66', '203.0.113.77', '198.51.100.99', '203.0.113.0/24', '192.0.2.10', '127.0.0.1', '2001:db8::/64'],
  done: ['b-00000000000000aa', 'b-00000000000000bb', 'b-00000000000000cc', 'saved'],
};
const needed: Readonly<Record<string, string>> = { site: 'site', address: 'address', block: 'target' };

/** What a page may be asked with: also own sites, because looking at them is allowed. */
function anyQuery(random: Random): URLSearchParams {
  const query = new URLSearchParams();
  const page = random(12) === 0 ? oneOf(random, strangePages) : oneOf(random, pages);
  query.append('page', page);
  const isStrange = random(3) === 0;
  const names = isStrange ? parameters : Object.keys(fitting);
  const need = needed[page];
  if (need !== undefined && random(8) > 0) query.append(need, oneOf(random, fitting[need] ?? []));
  // Without a site it is about the whole server.
  if (page === 'block' && random(40) > 0) query.append('site', oneOf(random, fitting['site'] ?? []));
  for (let left = random(5); left > 0; left--) {
    const name = oneOf(random, names);
    if (!isStrange && query.has(name)) continue;
    const own = name === 'site' && random(4) === 0 ? ownSites : fitting[name];
    query.append(name, oneOf(random, isStrange ? oneOf(random, [othersSites, othersAddresses, strangeWords, ownSites]) : (own ?? [''])));
  }
  return query;
}

/** Where a form is sent to: never to an own site, for which bob might really block. */
function postQuery(random: Random): URLSearchParams {
  const query = new URLSearchParams();
  const page =
    random(12) === 0 ? oneOf(random, strangePages) : oneOf(random, ['block', 'block', 'block', 'block', 'settings', oneOf(random, pages)]);
  query.append('page', page);
  if (random(8) > 0)
    query.append('target', oneOf(random, random(6) === 0 ? strangeWords : random(3) === 0 ? othersAddresses : (fitting['target'] ?? [])));
  if (random(10) > 0)
    query.append('site', oneOf(random, random(4) === 0 ? strangeWords : random(3) === 0 ? othersSites : (fitting['site'] ?? [])));
  if (random(4) === 0) query.append(oneOf(random, parameters), oneOf(random, oneOf(random, [othersSites, strangeWords])));
  return query;
}

const serverQuery = (random: Random): URLSearchParams =>
  new URLSearchParams({ page: 'block', target: oneOf(random, fitting['target'] ?? []) });

/** What bob may really ask for: own sites, and somebody who was at them. */
const ownQuery = (random: Random): URLSearchParams =>
  new URLSearchParams({
    page: 'block',
    target: oneOf(random, ['203.0.113.10', '203.0.113.11', '203.0.113.66']),
    ...(random(2) > 0 ? { site: oneOf(random, ['alice.example', 'shop.example', 'bob.example']) } : {}),
  });

const orderlyBody = (proofs: readonly string[]): string =>
  new URLSearchParams([
    ...proofs.map((token): [string, string] => ['token', token]),
    ['do', 'block'],
    ['for', '1h'],
    ['reason', 'because'],
    ['shown', 'not-seen held-by-others could-not-look too-wide'],
  ]).toString();

const fields = [
  'do',
  'for',
  'reason',
  'override',
  'shown',
  'look',
  'blockOwn',
  'allow',
  'server.bob',
  'server.zoe',
  'count.loginFast',
  'scope',
  'site',
  'target',
];

function formBody(random: Random, tokens: Tokens): string {
  const form = new URLSearchParams();
  for (const token of formTokens(random, tokens)) form.append('token', token);
  form.append('do', oneOf(random, ['block', 'block', 'unblock', 'settings', 'expire', 'Block', 'block\r\n', '']));
  if (random(4) > 0) form.append('reason', oneOf(random, ['because', 'a\r\nX-Evil: 1', '<script>', '', '\0']));
  if (random(2) > 0) form.append('for', oneOf(random, ['10m', '1h', 'permanent', '99y', '-1', '__proto__', '1h\r\n']));
  if (random(2) > 0)
    form.append('shown', oneOf(random, ['could-not-look', 'held-by-others not-seen too-wide allow-list', 'this-server', 'x']));
  for (let left = random(4); left > 0; left--)
    form.append(oneOf(random, fields), oneOf(random, oneOf(random, [othersSites, othersAddresses, strangeWords])));
  return form.toString();
}

const formTokens = (random: Random, tokens: Tokens): readonly string[] =>
  random(4) === 0 ? oneOf(random, wrongTokens(tokens)) : [makeFormToken(tokens.maker, 'bob', tokens.session)];

/** Proofs under the right secret: somebody else's; of another session; too old; of tomorrow. And forged ones, none, and two. */
function wrongTokens({ maker, session: own }: Tokens): readonly (readonly string[])[] {
  const at = (seconds: number): TokenMaker => ({ ...maker, nowEpoch: () => maker.nowEpoch() + seconds });
  const right = makeFormToken(maker, 'bob', own);
  return [
    [makeFormToken(maker, 'root', own)],
    [makeFormToken(maker, 'carol', own)],
    [makeFormToken(maker, 'bob', '/cpsess9999999999')],
    [makeFormToken(at(-4 * 3600), 'bob', own)],
    [makeFormToken(at(3600), 'bob', own)],
    [right.slice(0, -1)],
    [`${right}=`],
    [right.replace('.', '..')],
    [`0.${right.split('.')[1] ?? ''}`],
    [right, right],
    ['\r\nX-Evil: 1'],
    [],
  ];
}
