import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type IpAddress, parseIpAddress } from '../../src/model/ip-address.ts';
import { BehaviourBook } from '../../src/scan/behaviour/behaviour-book.ts';
import type { Look, LookOptions } from '../../src/scan/behaviour/look.ts';
import { PlainLook } from '../../src/scan/behaviour/plain-look.ts';
import { type BehaviourLimits, behaviourLimits } from '../../src/scan/behaviour/rooms.ts';
import { compileKernelModule } from '../../src/scan/kernel/kernel-module.ts';
import { LookKernel } from '../../src/scan/kernel/look-kernel.ts';
import { startLookKernel } from '../../src/scan/kernel/start-kernel.ts';
import { feedInPieces } from '../reference/engine-counts.ts';
import { anyLog, newest } from '../reference/log-arbitraries.ts';
import { visits } from '../reference/visits.ts';
import { combinedLine, type MadeRequest, slowBehaviour } from '../reference/slow-behaviour.ts';
import { toldBehaviours } from '../reference/told-behaviours.ts';

const site = 'alice.example';
const candidates = ['203.0.113.7', '2001:db8::7', '192.0.2.7'] as IpAddress[];
/** Whose paths are wanted. */
const inDetail = '203.0.113.7' as IpAddress;
/** Of whom nobody asks, and other spellings of who is asked for. */
const spellings: Readonly<Record<string, string>> = { '::ffff:203.0.113.7': '203.0.113.7', '2001:DB8:0::7': '2001:db8::7' };

const request: fc.Arbitrary<MadeRequest> = fc.record({
  address: fc.constantFrom(
    '203.0.113.7',
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '2001:db8::7',
    '2001:DB8:0::7',
    '198.51.100.9',
    '203.0.113.70',
  ),
  user: fc.constantFrom('-', '-', '-', 'anna', 'b.meier@alice.example', 'admin', 'root', 'DOMAIN\\\\carl'),
  epoch: fc.integer({ min: 1_795_329_585, max: 1_795_329_585 + 1500 }),
  method: fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'TRACE'),
  target: fc.constantFrom(
    ...['/wp-login.php', '/wp-login.php', '/wp-login.php', '//xmlrpc.php', '/?author=1', '/a.png', '/', '/.env', '/x.php?a=1'],
    ...['/shop/?id=1%20union%20select%201', '/%2e%2e/etc/passwd', '/alfa.php', '/wp-admin/admin-ajax.php', '/wp-json/wp/v2/users'],
    ...['/index.php?lang=de', '/wp-cron.php?doing_wp_cron=1795329585.5', '/blog/wp-cron.php', '/gone', '/gone/'],
  ),
  status: fc.constantFrom(200, 200, 302, 301, 401, 403, 404, 408, 500),
  size: fc.constantFrom('-', '0', '5123'),
  referer: fc.constantFrom('-', 'https://alice.example/', '${jndi:ldap://x/}'),
  agent: fc.constantFrom('Mozilla/5.0', 'sqlmap/1.8', '-', 'curl/8.5.0', '\\"quoted\\"'),
});

const guess: fc.Arbitrary<MadeRequest> = request.map((made) => ({
  ...made,
  address: '203.0.113.7',
  method: 'POST',
  target: '/wp-login.php',
  status: made.epoch % 5 === 0 ? 302 : 200,
}));
const anyRequest = fc.oneof({ weight: 2, arbitrary: request }, { weight: 1, arbitrary: guess });

/** One for all tests: to make one takes longer than most of them. */
const lookKernel = startLookKernel(compileKernelModule(), 12345);
const looks: readonly [name: string, open: (book: BehaviourBook, options: LookOptions) => Look][] = [
  ['the kernel', (book, options) => new LookKernel(lookKernel, book, options)],
  ['the plain engine', (book, options) => new PlainLook(book, options)],
];

interface Asked {
  readonly candidates?: readonly IpAddress[];
  readonly span?: Pick<LookOptions, 'fromEpoch' | 'toEpoch'>;
  readonly isRefusedByUs?: (address: string, epoch: number) => boolean;
  readonly limits?: Partial<BehaviourLimits>;
  /** Is told of every line that is looked at by itself. */
  readonly onNote?: () => void;
}

/** What is written down of logs that come in pieces of the given sizes. */
function behavioursIn(
  open: (typeof looks)[number][1],
  logs: readonly Uint8Array[],
  pieces: readonly number[],
  { candidates: addresses = candidates, span = { fromEpoch: -Infinity, toEpoch: Infinity }, isRefusedByUs, limits, onNote }: Asked = {},
) {
  const book = new BehaviourBook(addresses, { ...behaviourLimits, ...limits }, isRefusedByUs, [inDetail]);
  const note = book.note.bind(book);
  book.note = (...line) => {
    onNote?.();
    note(...line);
  };
  const look = open(book, { ...span, nameSite: (name, from) => (name === 'localhost' ? null : `${from} ${name}`) });
  for (const log of logs) {
    look.beginFile(site);
    feedInPieces(look, log, pieces);
  }
  look.end();
  return toldBehaviours(book.result(0));
}

const logOf = (requests: readonly MadeRequest[]): Buffer => Buffer.from(requests.map(combinedLine).join(''), 'latin1');

/** Every other one of another site, which the line names. */
const logOfTwoSites = (requests: readonly MadeRequest[]): Buffer =>
  Buffer.from(requests.map((made, at) => (at % 2 === 0 ? combinedLine(made) : `bob.example:443 ${combinedLine(made)}`)).join(''), 'latin1');

const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });

describe.each(looks)('behaviour as %s sees it', (_name, open) => {
  const read = (files: readonly (readonly MadeRequest[])[], pieces: readonly number[], span?: Asked['span']) =>
    behavioursIn(open, files.map(logOf), pieces, span === undefined ? {} : { span });

  it('is what the slow and obvious reference says, in any number of files and pieces', () => {
    let logins = 0;
    fc.assert(
      fc.property(
        fc.array(anyRequest, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat({ max: 2 }), { maxLength: 60 }),
        sizes,
        (requests, places, pieces) => {
          const files = [0, 1, 2].map((file) => requests.filter((_, at) => (places[at] ?? 0) === file));
          const { addresses, requests: all, sites } = read(files, pieces);
          expect(all).toBe(requests.length);
          expect(sites).toHaveLength(1);
          expect(sites[0]).toMatchObject({
            site,
            requests: requests.length,
            dynamic: requests.filter(({ target }) => target !== '/a.png' && target !== '/.env').length,
            serverErrors: requests.filter(({ status }) => status === 500).length,
          });
          for (const address of candidates) {
            const own = requests.filter((made) => (spellings[made.address] ?? made.address) === address);
            const found = addresses.find((behaviour) => behaviour.address === address);
            if (own.length === 0) {
              expect(found).toBeUndefined();
              continue;
            }
            const { signs, loginsAfterFailures, paths, ...plain } = slowBehaviour(own, site);
            logins += loginsAfterFailures.length;
            expect(found).toMatchObject({ ...plain, paths: address === inDetail ? paths : null });
            expect(found?.loginsAfterFailures).toEqual(loginsAfterFailures.map((login) => ({ ...login, site })));
            // What a site answers to everything is taken back: see the unit tests of it.
            const { 'shell-answered': shells, 'secret-answered': secrets, ...others } = signs;
            expect((shells ?? 0) + (secrets ?? 0)).toBeGreaterThanOrEqual(found?.signs['shell-answered']?.count ?? 0);
            const counts = Object.entries(found?.signs ?? {}).map(([sign, hits]) => [sign, hits.count] as const);
            expect(Object.fromEntries(counts.filter(([sign]) => !sign.endsWith('-answered')))).toEqual(others);
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(logins).toBeGreaterThan(10);
  });

  it('does not depend on the order of files or on how they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRequest, { maxLength: 20 }), { minLength: 1, maxLength: 4 }), sizes, (files, pieces) => {
        const [forwards, backwards] = [read(files, [Infinity]), read([...files].reverse(), pieces)].map((behaviours) => ({
          ...behaviours,
          // Which lines are kept to be shown, and so how many differ, depends on which came first.
          addresses: behaviours.addresses.map((address) => ({ ...address, samples: address.samples.length > 0 })),
        }));
        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 300 },
    );
  });

  it('says nothing of lines outside the window, and survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), fc.uint8Array({ maxLength: 300 }), sizes, (requests, rubbish, pieces) => {
        const span = { fromEpoch: 1_795_330_000, toEpoch: 1_795_330_500 };
        const inside = requests.filter(({ epoch }) => epoch >= span.fromEpoch && epoch <= span.toEpoch);
        expect(read([requests], pieces, span).requests).toBe(inside.length);
        const log = Buffer.concat([rubbish, Buffer.from('\n'), logOf(requests), rubbish]);
        expect(behavioursIn(open, [log], pieces, { span }).requests).toBe(inside.length);
      }),
      { numRuns: 200 },
    );
  });
});

/** Thousands of logs, on a machine that has other things to do, too. */
const patience = 240_000;

describe('the two engines', () => {
  const span = fc.constantFrom({ fromEpoch: -Infinity, toEpoch: Infinity }, { fromEpoch: newest - 3600, toEpoch: newest - 60 });
  const [kernel, plain] = looks.map(([, open]) => open);
  const isRefusedByUs = (_address: string, epoch: number): boolean => epoch % 3 === 0;
  let logs = 0;
  let told = 0;
  afterAll(() => {
    console.log(`second look: ${String(logs)} logs, ${String(told)} addresses told`);
  });

  it('write down the same of any log in any format', () => {
    fc.assert(
      fc.property(fc.array(anyLog, { maxLength: 3 }), span, sizes, (made, asked, pieces) => {
        if (kernel === undefined || plain === undefined) throw new Error('two engines');
        const bytes = made.map((log) => log.bytes);
        const question = { candidates: addressesIn(bytes), span: asked, isRefusedByUs };
        const seen = behavioursIn(plain, bytes, [Infinity], question);
        expect(behavioursIn(kernel, bytes, pieces, question)).toEqual(seen);
        logs += made.length;
        told += seen.addresses.length;
      }),
      { numRuns: 700 },
    );
  });

  it('write down the same of what candidates do, in whatever mix', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRequest, { maxLength: 40 }), { maxLength: 3 }), sizes, (files, pieces) => {
        if (kernel === undefined || plain === undefined) throw new Error('two engines');
        const bytes = files.map(logOf);
        expect(behavioursIn(kernel, bytes, pieces, { isRefusedByUs })).toEqual(behavioursIn(plain, bytes, [Infinity], { isRefusedByUs }));
      }),
      { numRuns: 700 },
    );
  });

  it(
    'write down the same of visitors, whose ordinary lines the kernel only counts',
    () => {
      let lines = 0;
      let noted = 0;
      fc.assert(
        fc.property(fc.array(visits, { minLength: 1, maxLength: 3 }), sizes, fc.boolean(), (files, pieces, isTight) => {
          if (kernel === undefined || plain === undefined) throw new Error('two engines');
          const bytes = files.map(logOfTwoSites);
          const question = { isRefusedByUs, limits: isTight ? { moments: 5 } : {} };
          const seen = behavioursIn(plain, bytes, [Infinity], { ...question, onNote: () => lines++ });
          expect(behavioursIn(kernel, bytes, pieces, { ...question, onNote: () => noted++ })).toEqual(seen);
        }),
        { numRuns: 1_500 },
      );
      expect(lines).toBeGreaterThan(40_000);
      expect(lines - noted).toBeGreaterThan(5_000);
      console.log(`ordinary: ${String(lines - noted)} of ${String(lines)} lines`);
    },
    patience,
  );

  it.each([
    ['a target that means something on another site only', [2, 0, 0, 0, 0, 1], 'http://alice.example/a', {}],
    ['more times than there is room for', [0, 0, 0, 0, 0, 9, 20, 9, 20, 9, 20], '/a', { moments: 5 }],
  ])('do so of %s', (_name, kinds, target, limits) => {
    if (kernel === undefined || plain === undefined) throw new Error('two engines');
    const lines = kinds.map((kind) => {
      const asked = { target: kind === 2 ? '/other' : target, status: kind === 20 ? 404 : 200 };
      const made = {
        address: '192.0.2.7',
        epoch: 1_795_329_585 + kind * 100,
        method: 'GET',
        size: '5',
        referer: '-',
        agent: '-',
        user: '-',
      };
      return (kind === 1 || kind === 2 ? 'bob.example:443 ' : '') + combinedLine({ ...made, ...asked });
    });
    // What is learnt of one piece counts from the next one on.
    const pieces = [lines.slice(0, 5).join('').length, Infinity];
    const log = [Buffer.from(lines.join(''), 'latin1')];
    expect(behavioursIn(kernel, log, [Infinity], { limits })).toEqual(behavioursIn(plain, log, [Infinity], { limits }));
    expect(behavioursIn(kernel, log, pieces, { limits })).toEqual(behavioursIn(plain, log, [Infinity], { limits }));
  });

  it('do so however many different texts there are, and however long they are', () => {
    if (kernel === undefined || plain === undefined) throw new Error('two engines');
    const requests = Array.from({ length: 60_000 }, (_, at): string => {
      const target = `/page-${String(at)}/${at % 9_999 === 0 ? 'x'.repeat(3_000) : ''}?q=${String(at % 7)}`;
      const agent = at % 5 === 0 ? `agent ${String(at)}` : 'Mozilla/5.0';
      const made = { address: '203.0.113.7', epoch: 1_795_329_585 + at, method: `M${String(at % 3_000).replace(/\d/g, letterOf)}`, target };
      return combinedLine({
        ...made,
        user: at % 3 === 0 ? `user ${String(at)}` : '-',
        status: [200, 404, 401][at % 3] ?? 200,
        size: '5',
        referer: `https://r-${String(at % 20_000)}.example/`,
        agent,
      });
    });
    const hosts = requests.map((line, at) => (at % 4 === 0 ? `host-${String(at)}.example:443 ${line}` : line));
    const log = Buffer.from(hosts.join(''));
    expect(behavioursIn(kernel, [log], [Infinity])).toEqual(behavioursIn(plain, [log], [Infinity]));
  });
});

/** Everything in the logs that reads as an address. */
const addressesIn = (logs: readonly Uint8Array[]): IpAddress[] =>
  logs
    .flatMap((log) =>
      Buffer.from(log)
        .toString('latin1')
        .split(/[\s,@]+/),
    )
    .flatMap((word) => parseIpAddress(word) ?? [])
    .slice(0, 50);

/** Methods are made of letters. */
const letterOf = (digit: string): string => String.fromCharCode(65 + Number(digit));
