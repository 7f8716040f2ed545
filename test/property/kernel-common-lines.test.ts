import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestKind } from '../../src/scan/access/request-kind.ts';
import { referenceScan } from '../reference/reference-scanner.ts';
import { kernelCounts, kernelOf } from '../unit/scan/kernel/kernel-counts.ts';

const address = fc.constantFrom('203.0.113.7', '203.0.113.250', '2001:db8::7', '2001:db8:1:2:3:4:5:6');
const method = fc.constantFrom('GET', 'GET', 'POST', 'HEAD');
const target = fc.constantFrom(
  '/',
  '/wp-login.php',
  '/?s=x&author=1',
  '/a%20b.css',
  '/.env',
  '/one!two',
  '/a-name-that-reaches-into-the-second-block.html?with=a&query=behind%20it',
);
const protocol = fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/2', 'HTTP/4.1', 'HTTP/1.2');
const status = fc.constantFrom('200', '304', '403', '404', '500', '-');
const quoted = fc.constantFrom(
  '-',
  '',
  'https://alice.example/',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0',
  'ends in \\\\',
);

const line = fc
  .tuple(address, method, target, protocol, status, fc.constantFrom('-', '0', '1234567890123456789'), quoted, quoted)
  .map(
    ([from, verb, page, version, code, size, referer, agent]) =>
      `${from} - - [22/Nov/2026:06:39:45 +0000] "${verb} ${page} ${version}" ${code} ${size} "${referer}" "${agent}"`,
  );

/** One byte more, less or another: every place of a line has its turn. */
const slip = fc.record({
  at: fc.nat({ max: 330 }),
  drop: fc.nat({ max: 1 }),
  put: fc.constantFrom('', '', ' ', '"', '\\', '\n', '\r', '!', '9', '\0'),
});
const slipped = fc.tuple(line, slip).map(([text, { at, drop, put }]) => text.slice(0, at) + put + text.slice(at + drop));

const log = fc
  .tuple(fc.array(fc.oneof(line, slipped), { maxLength: 24 }), fc.constantFrom('', '\n', '\r\n'))
  .map(([lines, end]) => new Uint8Array(Buffer.from(lines.join('\n') + end, 'latin1')));

describe('lines written as nearly all are, or nearly so', () => {
  it('are counted as the reference counts them, in pieces of any size', () => {
    const everything = { fromEpoch: -Infinity, toEpoch: Infinity } as const;
    const pieces = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(log, fc.constantFrom('target' as const, 'path' as const), pieces, (bytes, pageKey, sizes) => {
        const truth = referenceScan(bytes, { ...everything, pageKey });
        expect(kernelCounts(bytes, { pageKey })).toEqual(truth);
        expect(kernelCounts(bytes, { pageKey }, sizes)).toEqual(truth);
      }),
      { numRuns: 6000 },
    );
  });

  it('have pages without the agent as with it', () => {
    fc.assert(
      fc.property(log, (bytes) => {
        const { pages, lines, skipped } = kernelCounts(bytes);
        const alone = kernelCounts(bytes, { parts: ['pages'] });
        expect({ pages: alone.pages, lines: alone.lines, skipped: alone.skipped }).toEqual({ pages, lines, skipped });
      }),
      { numRuns: 1500 },
    );
  });

  it('have their kind whatever else was asked of the same page before', () => {
    const request = fc.record({ method, target, status });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 200 }), fc.constantFrom('target' as const, 'path' as const), (requests, pageKey) => {
        const lines = requests.map(
          (one) => `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "${one.method} ${one.target} HTTP/1.1" ${one.status} 5 "-" "x"\n`,
        );
        const truth = new Map<string, number>();
        for (const one of requests) {
          const kind = requestKind(one.method, one.target, one.status);
          truth.set(kind, (truth.get(kind) ?? 0) + 1);
        }
        const [counted] = kernelOf(new Uint8Array(Buffer.from(lines.join(''))), { pageKey }).addresses.top(null);
        const kinds = Object.entries(counted?.kinds ?? {}).filter(([, count]) => count > 0);
        expect(new Map(kinds)).toEqual(truth);
      }),
      { numRuns: 1500 },
    );
  });
});
