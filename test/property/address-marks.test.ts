import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterEngine } from '../../src/scan/access/counter-engine.ts';
import { everything } from '../../src/scan/kernel/kernel-question.ts';
import type { MarkedAddress } from '../../src/scan/access/access-engine.ts';
import { feedInPieces } from '../reference/engine-counts.ts';
import { kernelOf, newKernel } from '../unit/scan/kernel/kernel-counts.ts';

const agent = fc.oneof(
  fc.constantFrom(
    'Mozilla/5.0',
    'sqlmap/1.8',
    'WPScan v3',
    'a (Nmap)',
    'x ${jndi:',
    '() { :',
    'fuzzy',
    'DirBuster-1.0',
    'nikto',
    '',
    'feroxbuster/2',
  ),
  fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019 ;()/${}-.')), maxLength: 40 }),
);
const line = fc
  .record({
    address: fc.constantFrom('203.0.113.7', '::ffff:203.0.113.7', '2001:DB8::1', '2001:db8::1', '198.51.100.2'),
    request: fc.constantFrom(
      'GET / HTTP/1.1',
      'POST /wp-login.php HTTP/1.1',
      'GET /.env HTTP/1.1',
      'GET /?a=%27 HTTP/1.1',
      '-',
      '\\x16\\x03',
      'GET /x.php',
    ),
    status: fc.constantFrom('200', '404', '408', '-'),
    agent,
  })
  .map(
    ({ address, request, status, agent: name }) => `${address} - - [22/Nov/2026:06:39:45 +0000] "${request}" ${status} 5 "-" "${name}"\n`,
  );

const options = {
  pageKey: 'target',
  fromEpoch: -Infinity,
  toEpoch: Infinity,
  wantsAddress: null,
  wantsSite: null,
  page: null,
  seed: 7,
} as const;

const plain = (rows: readonly MarkedAddress[]) =>
  rows.map(({ key, count, kinds, fewestAgents, namesTool }) => ({
    key: Buffer.from(key).toString('latin1'),
    count,
    kinds,
    fewestAgents,
    namesTool,
  }));

describe('marks of addresses', () => {
  it('are the same in the kernel and in plain TypeScript, and after a snapshot of half of it', () => {
    let tools = 0;
    const half = newKernel({}, 99);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.array(line, { maxLength: 30 }), (first, second) => {
        const engine = counterEngine(options);
        feedInPieces(engine, Buffer.from([...first, ...second].join(''), 'latin1'), [Infinity]);
        const expected = plain(engine.addresses.top(null));
        tools += expected.filter(({ namesTool }) => namesTool).length;
        const whole = kernelOf(Buffer.from([...first, ...second].join(''), 'latin1'));
        expect(plain(whole.addresses.top(null))).toEqual(expected);
        // Another process, with other random numbers, takes over what was counted.
        kernelOf(Buffer.from(first.join(''), 'latin1'), everything, [Infinity], half);
        const joined = kernelOf(Buffer.from(second.join(''), 'latin1'));
        expect(joined.merge(half.snapshot()).ok).toBe(true);
        expect(plain(joined.addresses.top(null))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
    expect(tools).toBeGreaterThan(50);
  });
});
