import { describe, expect, it } from 'vitest';
import type { AccessCounter } from '../../../../src/scan/access/access-counter.ts';
import { engineCounter, tableCounts, feedInPieces } from '../../../reference/engine-counts.ts';

const bytesOf = (...lines: readonly string[]): Uint8Array =>
  new Uint8Array(Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1'));
const line = (target: string, { address = '203.0.113.7', time = '06:39:45', method = 'GET', prefix = '' } = {}): string =>
  `${prefix}${address} - - [22/Nov/2026:${time} +0000] "${method} ${target} HTTP/1.1" 200 5 "-" "Mozilla/5.0"`;
const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`) / 1000;
const sum = (counter: AccessCounter): number => counter.parsed + counter.skipped + counter.blank + counter.outside;

describe('the counts of access logs', () => {
  it('hold every question at once', () => {
    const counter = engineCounter(
      bytesOf(
        line('/a?x=1'),
        line('/a?x=2', { address: '2001:db8::7', method: 'POST' }),
        line('/a?x=1', { time: '06:41:00' }),
        '203.0.113.7 - - [22/Nov/2026:06:39:46 +0000] "-" 408 - "-" "-"',
        'rubbish',
        '',
        '==> access.log <==',
      ),
    );
    expect(counter).toMatchObject({ lines: 7, parsed: 4, skipped: 1, blank: 2, outside: 0, withoutPage: 1, cutLines: 0 });
    expect(tableCounts(counter.pages)).toEqual(
      new Map([
        ['/a?x=1', 2],
        ['/a?x=2', 1],
      ]),
    );
    expect(tableCounts(counter.addresses)).toEqual(
      new Map([
        ['203.0.113.7', 3],
        ['2001:db8::7', 1],
      ]),
    );
    expect(tableCounts(counter.methods)).toEqual(
      new Map([
        ['GET', 2],
        ['POST', 1],
      ]),
    );
    expect(tableCounts(counter.statuses)).toEqual(
      new Map([
        ['200', 3],
        ['408', 1],
      ]),
    );
    expect(tableCounts(counter.agents)).toEqual(
      new Map([
        ['Mozilla/5.0', 3],
        ['-', 1],
      ]),
    );
    expect(counter.steps.steps()).toEqual([
      { startEpoch: at('06:39:00'), requests: 3 },
      { startEpoch: at('06:41:00'), requests: 1 },
    ]);
    expect([counter.oldestEpoch, counter.newestEpoch]).toEqual([at('06:39:45'), at('06:41:00')]);
  });

  it('name pages without their query when asked', () => {
    const counter = engineCounter(bytesOf(line('/a?x=1'), line('/a?x=2?y'), line('/a'), line('/?')), { pageKey: 'path' });
    expect(tableCounts(counter.pages)).toEqual(
      new Map([
        ['/a', 3],
        ['/', 1],
      ]),
    );
  });

  it('keep to the window, both ends included, and count what is outside', () => {
    const log = bytesOf(
      line('/1', { time: '06:00:00' }),
      line('/2', { time: '06:00:01' }),
      line('/3', { time: '07:00:00' }),
      line('/4', { time: '07:00:01' }),
    );
    const counter = engineCounter(log, { fromEpoch: at('06:00:01'), toEpoch: at('07:00:00') });
    expect([...tableCounts(counter.pages).keys()]).toEqual(['/2', '/3']);
    expect(counter).toMatchObject({ lines: 4, parsed: 2, outside: 2, oldestEpoch: at('06:00:01'), newestEpoch: at('07:00:00') });
  });

  it('find lines of the window among older and newer ones: logs are in order of completion, not of time', () => {
    const log = bytesOf(
      line('/late', { time: '06:30:00' }),
      line('/old', { time: '05:00:00' }),
      line('/in', { time: '06:30:01' }),
      line('/older', { time: '01:00:00' }),
    );
    expect(engineCounter(log, { fromEpoch: at('06:15:00'), toEpoch: at('06:31:00') })).toMatchObject({ parsed: 2, outside: 2 });
  });

  it('keep to one page, as the key names it', () => {
    const log = bytesOf(line('/a?x=1'), line('/a?x=2'), line('/ab'), '203.0.113.7 - - [22/Nov/2026:06:39:46 +0000] "-" 408 -');
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(engineCounter(log, { page: encode('/a'), pageKey: 'path' })).toMatchObject({ parsed: 2, outside: 2 });
    expect(engineCounter(log, { page: encode('/a?x=1') })).toMatchObject({ parsed: 1, outside: 3 });
    expect(engineCounter(log, { page: encode('/a') })).toMatchObject({ parsed: 0, outside: 4 });
  });

  it('keep to addresses that are wanted', () => {
    const log = bytesOf(line('/a'), line('/b', { address: '198.51.100.2' }));
    const wantsAddress = (logged: Uint8Array): boolean => Buffer.from(logged).toString() === '198.51.100.2';
    expect(tableCounts(engineCounter(log, { wantsAddress }).pages)).toEqual(new Map([['/b', 1]]));
  });

  it('keep to one site: by the line where it names one, else by its file', () => {
    const log = bytesOf(
      line('/host', { prefix: 'alice.example:443 ' }),
      line('/other-host', { prefix: 'bob.example:443 ' }),
      line('/file', { prefix: 'alice.example-ssl_log:' }),
      line('/unnamed'),
    );
    const wantsSite = (host: Uint8Array): boolean => Buffer.from(host).toString().startsWith('alice.example');
    const counter = engineCounter(log, { wantsSite });
    expect([...tableCounts(counter.pages).keys()]).toEqual(['/file', '/host', '/unnamed']);
    expect(counter.endFile()).toMatchObject({ lines: 4, withoutSite: 1 });

    counter.countsLinesWithoutSite = false;
    const buffer = bytesOf(line('/unnamed'), line('/host', { prefix: 'alice.example:443 ' }));
    feedInPieces(counter, buffer, [buffer.length]);
    expect(tableCounts(counter.pages).get('/unnamed')).toBe(1);
    expect(tableCounts(counter.pages).get('/host')).toBe(2);
    expect(counter.endFile()).toMatchObject({ lines: 2, withoutSite: 0 });
  });

  it('keep the first five lines that are none, cut to 200 bytes', () => {
    const counter = engineCounter(bytesOf(...Array.from({ length: 9 }, (_, number) => `${String(number)}${'x'.repeat(300)}`)));
    expect(counter.skippedSamples.map((sample) => Buffer.from(sample).toString())).toEqual(
      ['0', '1', '2', '3', '4'].map((begin) => begin + 'x'.repeat(199)),
    );
    expect(counter.skipped).toBe(9);
  });

  it('judge a line beyond the limit by its beginning, and say how many there were', () => {
    const long = 'x'.repeat(1 << 20);
    const counter = engineCounter(
      bytesOf(
        `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET /a HTTP/1.1" 200 5 "-" "${long} \n`.trimEnd(),
        `203.0.113.8 - - [22/Nov/2026:06:39:45 +0000] "GET /${long} HTTP/1.1" 200 5 "-" "-"`,
        '\0'.repeat(1 << 20),
        line('/next'),
      ),
    );
    expect(counter).toMatchObject({ lines: 4, cutLines: 3, parsed: 2, skipped: 2 });
    expect([...tableCounts(counter.pages).keys()]).toEqual(['/a', '/next']);
  });

  it('account for every line', () => {
    const counter = engineCounter(bytesOf(line('/a'), 'x', '', line('/b', { time: '23:00:00' })), { toEpoch: at('12:00:00') });
    expect(counter).toMatchObject({ lines: 4, parsed: 1, skipped: 1, blank: 1, outside: 1 });
    expect(sum(counter)).toBe(counter.lines);
  });

  it('stay within their limits when every request names another page, address and agent', () => {
    const small = { maxKeys: 100, maxKeyBytes: 4000 };
    const requests = 20_000;
    const lines = Array.from({ length: requests }, (_, number) => {
      const target = number % 4 === 0 ? '/attacked' : `/made-up-${String(number)}`;
      const address = number % 4 === 0 ? '203.0.113.66' : `198.51.${String(number >> 8)}.${String(number & 255)}`;
      return `${address} - - [22/Nov/2026:06:39:45 +0000] "GET ${target} HTTP/1.1" 200 5 "-" "agent ${String(number)}"`;
    });
    const counter = engineCounter(bytesOf(...lines), { limits: { pages: small, addresses: small, agents: small } });
    for (const table of [counter.pages, counter.addresses, counter.agents]) expect(table.size).toBeLessThanOrEqual(100);
    expect(counter.parsed).toBe(requests);
    const [busiest] = counter.pages.top(1);
    expect(Buffer.from(busiest?.key ?? '').toString()).toBe('/attacked');
    expect(busiest?.count ?? 0).toBeLessThanOrEqual(5000);
    expect((busiest?.count ?? 0) + counter.pages.errorBound).toBeGreaterThanOrEqual(5000);
    expect(counter.pages.errorBound).toBeLessThan(requests / 40);
  });
});
