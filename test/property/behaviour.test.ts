import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../src/model/ip-address.ts';
import { BehaviourBook } from '../../src/scan/behaviour/behaviour-book.ts';
import { BehaviourScan } from '../../src/scan/behaviour/behaviour-scan.ts';
import { behaviourLimits } from '../../src/scan/behaviour/rooms.ts';
import { feedInPieces } from '../reference/engine-counts.ts';
import { combinedLine, type MadeRequest, slowBehaviour } from '../reference/slow-behaviour.ts';

const site = 'alice.example';
const candidates = ['203.0.113.7', '2001:db8::7'] as IpAddress[];
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
  epoch: fc.integer({ min: 1_795_329_585, max: 1_795_329_585 + 1500 }),
  method: fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'TRACE'),
  target: fc.constantFrom(
    ...['/wp-login.php', '/wp-login.php', '/wp-login.php', '//xmlrpc.php', '/?author=1', '/a.png', '/', '/.env', '/x.php?a=1'],
    ...['/shop/?id=1%20union%20select%201', '/%2e%2e/etc/passwd', '/alfa.php', '/wp-admin/admin-ajax.php', '/wp-json/wp/v2/users'],
  ),
  status: fc.constantFrom(200, 200, 302, 301, 403, 404, 408, 500),
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

function read(files: readonly (readonly MadeRequest[])[], pieces: readonly number[], span = { fromEpoch: -Infinity, toEpoch: Infinity }) {
  const book = new BehaviourBook(candidates, behaviourLimits);
  const scan = new BehaviourScan(book, { ...span, nameSite: (name) => name, isRefusedByUs: () => false });
  for (const file of files) {
    scan.beginFile(site);
    feedInPieces(scan, Buffer.from(file.map(combinedLine).join(''), 'latin1'), pieces);
  }
  return book.result(0);
}

const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });

describe('behaviour', () => {
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
            const { signs, loginsAfterFailures, ...plain } = slowBehaviour(own, site);
            logins += loginsAfterFailures.length;
            expect(found).toMatchObject(plain);
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
          addresses: behaviours.addresses.map((address) => ({ ...address, samples: address.samples.length })),
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
        const book = new BehaviourBook(candidates, behaviourLimits);
        const scan = new BehaviourScan(book, { ...span, nameSite: (name) => name, isRefusedByUs: () => false });
        scan.beginFile(null);
        feedInPieces(scan, Buffer.concat([rubbish, Buffer.from(`\n${requests.map(combinedLine).join('')}`, 'latin1'), rubbish]), pieces);
        expect(book.result(0).requests).toBe(inside.length);
      }),
      { numRuns: 200 },
    );
  });
});
