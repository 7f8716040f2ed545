import { describe, expect, it } from 'vitest';
import type { AccessEngine, CountedTable } from '../../../../src/scan/access/access-engine.ts';
import { counterEngine } from '../../../../src/scan/access/counter-engine.ts';
import { busyLog } from '../../../reference/busy-log.ts';
import { feedInPieces } from '../../../reference/engine-counts.ts';
import { newKernel } from '../kernel/kernel-counts.ts';

const text = (key: Uint8Array): string => Buffer.from(key).toString('latin1');
const rows = (table: CountedTable) => table.top(null).map(({ key, count }) => [text(key), count]);

/** Everything that an engine can be asked. */
function answers(engine: AccessEngine) {
  const tables = ['pages', 'addresses', 'agents', 'hosts', 'fileNames', 'fileSites', 'methods'] as const;
  // The kernel counts more kinds of lines than both have to.
  const { lines, parsed, skipped, blank, outside, withoutPage, cutLines, oldestEpoch, newestEpoch } = engine.lineCounts();
  return {
    tables: Object.fromEntries(
      tables.map((name) => [name, { size: engine[name].size, errorBound: engine[name].errorBound, rows: rows(engine[name]) }]),
    ),
    totals: { lines, parsed, skipped, blank, outside, withoutPage, cutLines, oldestEpoch, newestEpoch },
    statuses: Object.fromEntries(engine.statuses()),
    samples: engine.skippedSamples().map(text),
    steps: engine.steps(),
  };
}

describe('the engine in plain TypeScript', () => {
  it('answers as the kernel does, file by file', () => {
    const plain = counterEngine({
      pageKey: 'target',
      fromEpoch: -Infinity,
      toEpoch: Infinity,
      wantsAddress: null,
      wantsSite: null,
      page: null,
      seed: 7,
    });
    const kernel: AccessEngine = newKernel();
    const spellings = ['::ffff:192.0.2.1', '192.0.2.1', '2001:db8:0:0::1', '2001:DB8::1']
      .map((address) => `${address} - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 5\n`)
      .join('');
    for (const [log, site] of [
      [busyLog(4000, 1), 'alice.example'],
      [`${spellings}rubbish\n\n`, null],
      [busyLog(2000, 2), 'bob.example'],
    ] as const) {
      const name = site === null ? null : Buffer.from(site);
      for (const engine of [plain, kernel]) feedInPieces(engine, Buffer.from(log, 'latin1'), [100_000]);
      expect(plain.endFile(name)).toEqual(kernel.endFile(name));
    }
    expect(answers(plain)).toEqual(answers(kernel));
    expect(answers(plain).totals.parsed).toBeGreaterThan(5000);
  });

  it('begins the next file at its first line, also after one that was left inside a line too long', () => {
    const question = { fromEpoch: -Infinity, toEpoch: Infinity, wantsAddress: null, wantsSite: null, page: null, seed: 7 };
    const line = Buffer.from('192.0.2.1 - - [22/Nov/2026:06:39:45 +0000] "GET /first HTTP/1.1" 200 5\n');
    for (const engine of [counterEngine({ pageKey: 'target', ...question }), newKernel() as AccessEngine]) {
      engine.input.fill(0x78);
      expect(engine.scan(engine.input.length, false)).toBe(0);
      engine.endFile(null);
      feedInPieces(engine, line, [line.length]);
      expect(rows(engine.pages)).toEqual([['/first', 1]]);
    }
  });
});
