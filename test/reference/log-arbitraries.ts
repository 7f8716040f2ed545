/** Access logs for property tests: lines of every known format with known truth, and lines that are no such thing. */
import fc from 'fast-check';

export interface MadeLine {
  readonly text: string;
  /** What the line says, by the way it was made. */
  readonly truth: {
    readonly host: string;
    readonly file: string;
    readonly address: string;
    readonly epoch: number;
    readonly method: string;
    readonly target: string;
    readonly status: string;
    readonly agent: string;
  };
}

const byte = fc.nat({ max: 255 });

/** Any bytes but a line feed, as latin1 text. */
export const rubbish = fc.array(byte, { maxLength: 120 }).map((bytes) => String.fromCharCode(...bytes).replaceAll('\n', '\r'));

const ipv4 = fc.tuple(byte, byte).map(([c, d]) => `203.0.${String(c)}.${String(d)}`);
const ipv6 = fc.constantFrom(
  '2001:db8::7',
  '2001:db8::443',
  '2001:DB8:0:0:0:0:0:7',
  '2001:db8:1:2:3:4:5:6',
  '::1',
  'fe80::1%eth0',
  '::ffff:203.0.113.7',
  '::ffff:cb00:7107',
);
const hostName = fc.constantFrom('crawl-7.example.net', 'localhost', 'a.b.c.example', '7.113.0.203.dyn.example');
const client = fc.oneof({ weight: 6, arbitrary: ipv4 }, { weight: 3, arbitrary: ipv6 }, { weight: 1, arbitrary: hostName });
const numericClient = fc.oneof(ipv4, ipv6);

const site = fc.constantFrom('alice.example', 'shop.alice.example', 'xn--bcher-kva.example', '192.0.2.10', 'bob-1.example');

interface Peer {
  readonly text: string;
  readonly host: string;
  readonly file: string;
  readonly address: string;
}

const barePeer = client.map((address): Peer => ({ text: address, host: '', file: '', address }));
const vhostPeer = fc
  .tuple(site, fc.constantFrom(80, 443, 8443), client)
  .map(([host, port, address]): Peer => ({ text: `${host}:${String(port)} ${address}`, host, file: '', address }));
const vhostWithoutPortPeer = fc
  .tuple(site, numericClient)
  .map(([host, address]): Peer => ({ text: `${host} ${address}`, host, file: '', address }));
const pleskPeer = fc
  .tuple(site, fc.constantFrom(7080, 7081), client)
  .map(([host, port, address]): Peer => ({ text: `${host}@@${String(port)}@@${address}`, host, file: '', address }));
const fileName = fc.constantFrom('alice.example-ssl_log', '/var/log/apache2/access.log.1', 'domlogs/bob-1.example', 'C:\\logs\\access.log');
const grepPeer = fc.tuple(fileName, client).map(([file, address]): Peer => ({ text: `${file}:${address}`, host: '', file, address }));
const grepVhostPeer = fc
  .tuple(fileName, site, numericClient)
  .map(([file, host, address]): Peer => ({ text: `${file}:${host}:443 ${address}`, host, file, address }));
const grepPleskPeer = fc
  .tuple(fileName, site, ipv4)
  .map(([file, host, address]): Peer => ({ text: `${file}:${host}@@7081@@${address}`, host, file, address }));
const forwardedPeer = fc
  .tuple(ipv4, numericClient)
  .map(([claimed, address]): Peer => ({ text: `${claimed}, ${address}`, host: '', file: '', address }));

const peer = fc.oneof(
  { weight: 8, arbitrary: barePeer },
  { weight: 4, arbitrary: vhostPeer },
  { weight: 1, arbitrary: vhostWithoutPortPeer },
  { weight: 2, arbitrary: pleskPeer },
  { weight: 2, arbitrary: grepPeer },
  { weight: 1, arbitrary: grepVhostPeer },
  { weight: 1, arbitrary: grepPleskPeer },
  { weight: 1, arbitrary: forwardedPeer },
);

const user = fc.constantFrom(
  '-',
  '-',
  '-',
  'bob',
  'bob smith',
  '""',
  'a  b ',
  'x [y] z',
  '[22/Nov/2026:06:39:45 +0000]',
  'x [22/Nov/2026:06:39:45 +0000] y',
  'x [22/Nov/2026:06:39:45 +0000] \\"GET / HTTP/1.1\\" 200 5',
  '203.0.113.250',
  'alice.example:443',
);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The stamp of a moment in a time zone, `offset` in minutes east. */
export function stampOf(epoch: number, offset: number): string {
  const local = new Date((epoch + offset * 60) * 1000);
  const day = `${two(local.getUTCDate())}/${months[local.getUTCMonth()] ?? ''}/${String(local.getUTCFullYear())}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  return `${day}:${time} ${zone}`;
}

export const newest = Date.UTC(2026, 10, 22, 6, 39, 45) / 1000;

const epoch = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: newest - 7200, max: newest }) },
  { weight: 2, arbitrary: fc.integer({ min: newest - 90 * 86_400, max: newest }) },
  // Round the end of summer time in central Europe, and round a leap day.
  { weight: 1, arbitrary: fc.integer({ min: Date.UTC(2026, 9, 25, 0) / 1000, max: Date.UTC(2026, 9, 25, 2) / 1000 }) },
  { weight: 1, arbitrary: fc.integer({ min: Date.UTC(2024, 1, 28, 23) / 1000, max: Date.UTC(2024, 2, 1, 1) / 1000 }) },
);
const offset = fc.constantFrom(0, 0, 60, 120, -300, 330, 345, 840, -720);

const target = fc.oneof(
  fc.constantFrom(
    '/',
    '/wp-login.php',
    '//xmlrpc.php',
    '/?s=a%20b',
    '/a?b=1?c',
    '*',
    'http://other.example/',
    'other.example:443',
    '?',
    '/#x',
  ),
  fc.constantFrom('/q\\"uote', '/back\\\\', '/x\\x22y', '/t\\tb', '/b\xfccher', '/[22/Nov/2026:06:39:45', '/a"b', '/"'),
  fc.nat({ max: 40 }).map((number) => `/page-${String(number)}.html?id=${String(number % 7)}`),
);
const method = fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'PROPFIND', 'M-SEARCH', 'OPTIONS', 'get');
const afterTarget = fc.constantFrom(' HTTP/1.1', ' HTTP/2.0', ' HTTP/1.0', '', ' b c HTTP/1.1', ' ');
const request = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(method, target, afterTarget)
      .map(([verb, page, rest]) => ({ text: `${verb} ${page}${rest}`, method: verb, target: page })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        '-',
        '',
        '\\x16\\x03\\x01',
        'SSH-2.0-Go',
        '\\x16\\x03\\x01\\x02 \\xfc',
        'GET',
        'GET ',
        ' GET /x',
        '\\"',
        '\\n',
        'a/b c',
        '\\\\',
      )
      .map((text) => ({ text, method: '', target: '' })),
  },
);

const status = fc.constantFrom('200', '200', '301', '403', '404', '408', '444', '499', '500', '000', '-');
const size = fc.constantFrom('-', '0', '1234', '18446744073709551615');
const quoted = fc.constantFrom(
  '-',
  '',
  'https://alice.example/',
  'Mozilla/5.0 (X11; Linux x86_64)',
  'a\\"b',
  'ends in \\\\',
  '\\x22',
  '\\\\\\"x',
  'b\xfc',
);
const ending = fc.constantFrom('', ' 51234', ' "-" 0.123', ' ');

const tail = fc.oneof(
  fc.constantFrom('', ' 0.001').map((text) => ({ text, agent: '' })),
  fc.tuple(quoted, quoted, ending).map(([referer, agent, end]) => ({ text: ` "${referer}" "${agent}"${end}`, agent })),
);

/** A line of one of the known formats. */
export const goodLine: fc.Arbitrary<MadeLine> = fc
  .tuple(peer, user, epoch, offset, request, status, size, tail)
  .map(([from, name, at, zone, asked, code, bytes, end]) => ({
    text: `${from.text} - ${name} [${stampOf(at, zone)}] "${asked.text}" ${code} ${bytes}${end.text}`,
    truth: {
      host: from.host,
      file: from.file,
      address: from.address,
      epoch: at,
      method: asked.method,
      target: asked.target,
      status: code,
      agent: end.agent,
    },
  }));

const edit = fc.record({
  at: fc.nat({ max: 400 }),
  drop: fc.nat({ max: 4 }),
  put: fc.constantFrom(
    '',
    ' ',
    '"',
    '\\',
    '[',
    ']',
    ':',
    '@@',
    ',',
    '-',
    '\0',
    '\r',
    '\t',
    '\xff',
    '0',
    'x',
    '203.0.113.9',
    '" 200 1',
    '[22/Nov/2026:06:39:45 +0000] "',
  ),
});

/** A known line with a few bytes changed. */
const bentLine = fc.tuple(goodLine, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([{ text }, edits]) =>
  edits.reduce((line, { at, drop, put }) => {
    const place = at % (line.length + 1);
    return line.slice(0, place) + put + line.slice(place + drop);
  }, text),
);

const oddLine = fc.constantFrom(
  '',
  ' ',
  '\t',
  '\0\0\0',
  '==> alice.example-ssl_log <==',
  '==> <==',
  '==>x<==',
  '1795329585 512 .',
  '[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:51234] AH00126: Invalid URI',
  '203.0.113.7 - - [31/Feb/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1',
  '203.0.113.7 - - [22/nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1',
  '203.0.113.7 - - [22/Nov/2026:06:39:60 +0000] "GET /leap HTTP/1.1" 200 1',
  '203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET /half HTT',
  '203.0.113.7 [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1',
);

export interface MadeLog {
  readonly bytes: Uint8Array;
  readonly lines: readonly string[];
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** A log of lines of all kinds; line ends of both kinds, with or without the last one, NUL bytes in front of some lines. */
export const anyLog: fc.Arbitrary<MadeLog> = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 5, arbitrary: goodLine.map(({ text }) => text) },
          { weight: 4, arbitrary: bentLine },
          { weight: 1, arbitrary: rubbish },
          { weight: 1, arbitrary: oddLine },
        ),
        fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\r\n'),
        fc.constantFrom('', '', '', '', '\0\0', ' '),
      ),
      { maxLength: 24 },
    ),
    fc.boolean(),
  )
  .map(([entries, endsWithLineFeed]) => {
    const lines = entries.map(([line, , before]) => before + line.replaceAll('\n', ' '));
    const text = entries.map(([, end], at) => (lines[at] ?? '') + end).join('');
    return { bytes: bytesOf(endsWithLineFeed ? text : text.replace(/\r*\n$/, '')), lines };
  });

/** A log of nothing but lines of known formats. */
export const goodLog = fc
  .array(goodLine, { maxLength: 30 })
  .map((lines) => ({ lines, bytes: bytesOf(lines.map(({ text }) => `${text}\n`).join('')) }));
