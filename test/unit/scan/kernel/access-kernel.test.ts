import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../../../src/model/ip-address.ts';
import { everything } from '../../../../src/scan/kernel/kernel-question.ts';
import { feedInPieces } from '../../../reference/engine-counts.ts';
import { kernelOf, newKernel, tableCounts } from './kernel-counts.ts';

const stamp = '[22/Nov/2026:06:39:45 +0000]';
const epoch = Date.UTC(2026, 10, 22, 6, 39, 45) / 1000;
const rest = '"GET / HTTP/1.1" 200 5 "-" "-"';
const plain = `203.0.113.7 - - ${stamp} ${rest}\n`;
const log = (...lines: readonly string[]): Buffer => Buffer.from(lines.join(''), 'latin1');
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('latin1');

describe('the kernel', () => {
  it('keeps the beginning of a line until the rest of it comes', () => {
    const kernel = newKernel();
    const bytes = log(plain, plain);
    kernel.input.set(bytes.subarray(0, plain.length + 20));
    const kept = kernel.scan(plain.length + 20, false);
    expect(kept).toBe(20);
    expect(text(kernel.input.subarray(0, kept))).toBe(plain.slice(0, 20));
    kernel.input.set(bytes.subarray(plain.length + 20), kept);
    expect(kernel.scan(plain.length, false)).toBe(0);
    expect(kernel.lineCounts()).toMatchObject({ lines: 2, parsed: 2, oldestEpoch: epoch, newestEpoch: epoch });
  });

  it('cuts a line of a megabyte, and takes none of it for another line', () => {
    const long = `203.0.113.7 - - ${stamp} "GET /${plain.repeat(9000).replaceAll('\n', ' ')} HTTP/1.1" 200 5\n`;
    const { lines, cutLines, parsed } = kernelOf(log(long, plain)).lineCounts();
    expect({ lines, cutLines, parsed }).toEqual({ lines: 2, cutLines: 1, parsed: 2 });
  });

  it('does not look for the end of a cut line in the next file', () => {
    const kernel = newKernel();
    kernel.input.fill(0x78);
    // The file's reader stops here, before the line ends.
    expect(kernel.scan(kernel.input.length, false)).toBe(0);
    kernel.endFile(null);
    feedInPieces(kernel, log(plain));
    expect(kernel.lineCounts()).toMatchObject({ lines: 2, skipped: 1, parsed: 1 });
  });

  it('says for each file what it held, and adds its requests without a site to its site', () => {
    const kernel = newKernel();
    feedInPieces(kernel, log(plain, 'rubbish\n', '\n', `alice.example:443 ${plain}`));
    expect(kernel.endFile(Buffer.from('bob.example'))).toEqual({ lines: 4, skipped: 1, understood: 2, withoutSite: 1 });
    feedInPieces(kernel, log(plain, plain));
    expect(kernel.endFile(Buffer.from('bob.example'))).toEqual({ lines: 2, skipped: 0, understood: 2, withoutSite: 2 });
    feedInPieces(kernel, log(plain));
    expect(kernel.endFile(null)).toEqual({ lines: 1, skipped: 0, understood: 1, withoutSite: 1 });
    expect([...tableCounts(kernel.fileSites)]).toEqual([['bob.example', 3]]);
    expect([...tableCounts(kernel.hosts)]).toEqual([['alice.example', 1]]);
  });

  it('shows the first five lines that it did not understand, cut to 200 bytes', () => {
    const kernel = kernelOf(log('x'.repeat(300), '\n', ...Array.from({ length: 9 }, (_, at) => `odd ${String(at)}\n`)));
    expect(kernel.skippedSamples().map(text)).toEqual(['x'.repeat(200), 'odd 0', 'odd 1', 'odd 2', 'odd 3']);
  });

  it('starts anew with every question', () => {
    const kernel = kernelOf(log(plain, 'rubbish\n', plain.slice(0, 20)));
    kernel.begin(everything);
    expect(kernel.lineCounts()).toMatchObject({ lines: 0, parsed: 0, skipped: 0, withoutSite: 0, oldestEpoch: null, newestEpoch: null });
    expect([kernel.pages.size, kernel.addresses.top(null), kernel.skippedSamples(), kernel.statuses().size]).toEqual([0, [], [], 0]);
    expect(kernel.steps()).toEqual({ stepSeconds: 60, steps: [] });
  });

  it('leaves out the parts that nobody asked for', () => {
    const kernel = kernelOf(log(plain, `203.0.113.8 - - [23/Nov/2026:00:00:00 +0100] ${rest}\n`), { parts: [] });
    const tables = [kernel.pages, kernel.addresses, kernel.agents, kernel.hosts, kernel.methods];
    expect(tables.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0]);
    expect([kernel.statuses().size, kernel.steps().steps.length]).toEqual([0, 0]);
    expect(kernel.lineCounts()).toMatchObject({ parsed: 2, oldestEpoch: epoch, newestEpoch: Date.UTC(2026, 10, 22, 23) / 1000 });
    const pagesOnly = kernelOf(log(plain), { parts: ['pages'] });
    expect([pagesOnly.pages.size, pagesOnly.addresses.size, pagesOnly.methods.size]).toEqual([1, 0, 0]);
  });

  it('finds an address in each of its spellings', () => {
    const bytes = log(
      ...['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:C000:201', '192.0.2.10', '::192.0.2.1'].map((ip) => plain.replace('203.0.113.7', ip)),
    );
    expect(kernelOf(bytes, { address: '192.0.2.1' as IpAddress }).lineCounts()).toMatchObject({ parsed: 3, outside: 2 });
    expect([...tableCounts(kernelOf(bytes).addresses)]).toEqual([
      ['192.0.2.1', 3],
      ['192.0.2.10', 1],
      ['::c000:201', 1],
    ]);
  });

  it('asks once for each name whether a site is wanted', () => {
    const asked: string[] = [];
    const wantsSite = (name: Uint8Array, from: 'host' | 'file-name'): boolean => {
      asked.push(`${from} ${text(name)}`);
      return text(name) === 'alice.example';
    };
    const lines = [`alice.example:443 ${plain}`, `alice.example:${plain}`, `bob.example@@7081@@${plain}`, plain];
    const kernel = newKernel();
    kernel.begin({ ...everything, wantsSite });
    kernel.countsLinesWithoutSite = false;
    feedInPieces(kernel, log(...lines, ...lines));
    expect(kernel.lineCounts()).toMatchObject({ parsed: 4, outside: 4 });
    kernel.countsLinesWithoutSite = true;
    feedInPieces(kernel, log(...lines));
    expect(kernel.lineCounts()).toMatchObject({ parsed: 7, outside: 5 });
    expect(asked).toEqual(['host alice.example', 'file-name alice.example', 'host bob.example']);
  });

  it('asks again when there are more names than it remembers, and never mixes the answers up', () => {
    let asked = 0;
    const wantsSite = (name: Uint8Array): boolean => {
      asked++;
      return !text(name).startsWith('no');
    };
    const site = (at: number): string => `${at % 3 === 0 ? 'no' : 'yes'}-${String(at)}.example:443 ${plain}`;
    const names = 21_000;
    const lines = Array.from({ length: names }, (_, at) => site(at) + site(Math.max(0, at - 3000)));
    const wanted = lines.join('').split('yes-').length - 1;
    expect(kernelOf(log(...lines), { wantsSite }).lineCounts()).toMatchObject({ parsed: wanted, outside: 2 * names - wanted });
    expect(asked).toBeGreaterThan(names);
    expect(asked).toBeLessThan(2 * names);
  });

  it('makes the steps longer when a log spans too many minutes', () => {
    const minutes = 30_000;
    const lines = Array.from({ length: minutes }, (_, at) => {
      const time = new Date((epoch - at * 60) * 1000);
      const day = `${String(time.getUTCDate()).padStart(2, '0')}/${time.toUTCString().slice(8, 11)}/${String(time.getUTCFullYear())}`;
      return plain.replace('22/Nov/2026:06:39:45', `${day}:${time.toISOString().slice(11, 19)}`);
    });
    const { stepSeconds, steps } = kernelOf(log(...lines)).steps();
    expect(stepSeconds).toBe(600);
    expect(steps.length).toBe(3000);
    expect(steps.reduce((sum, { requests }) => sum + requests, 0)).toBe(minutes);
    expect(steps.at(-1)).toEqual({ startEpoch: Math.floor(epoch / 600) * 600, requests: 10 });
  });

  it('takes no more memory however many pages there are', () => {
    const kernel = newKernel();
    const before = kernel.input.buffer.byteLength;
    const flood = (turn: number): Buffer =>
      log(
        ...Array.from({ length: 50_000 }, (_, at) => plain.replace('GET /', `GET /?q=${String(turn)}-${String(at)}`)),
        ...Array.from({ length: 5000 }, () => plain),
      );
    for (let turn = 0; turn < 10; turn++) feedInPieces(kernel, flood(turn));
    expect(kernel.input.buffer.byteLength).toBe(before);
    expect(kernel.pages.size).toBeLessThanOrEqual(196_608);
    expect(kernel.pages.errorBound).toBeGreaterThan(0);
    const [busiest] = kernel.pages.top(1);
    expect({ page: text(busiest?.key), count: busiest?.count, missing: busiest?.missing }).toEqual({
      page: '/',
      count: 50_000,
      missing: 0,
    });
  });
});
