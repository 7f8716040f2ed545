import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type IpAddress, parseIpAddress } from '../../src/model/ip-address.ts';
import { goodLine, goodLog, type MadeLine, newest } from '../reference/log-arbitraries.ts';
import { feedInPieces } from '../reference/engine-counts.ts';
import { kernelOf, newKernel } from '../unit/scan/kernel/kernel-counts.ts';

type Truth = MadeLine['truth'];

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const sites = ['alice.example', 'shop.alice.example', '192.0.2.10', 'domlogs/bob-1.example'];

/** A filter, and what it means said in plain words. */
const filter = fc.oneof(
  fc.tuple(fc.integer({ min: newest - 7200, max: newest }), fc.nat({ max: 3600 })).map(([fromEpoch, seconds]) => ({
    question: { fromEpoch, toEpoch: fromEpoch + seconds + 0.5 },
    holds: ({ epoch }: Truth) => epoch >= fromEpoch && epoch <= fromEpoch + seconds,
  })),
  fc.constantFrom('203.0.113.7', '2001:db8::7', '2001:db8::443', 'fe80::1%eth0', '::1', '203.0.0.0').map((address) => ({
    question: { address: address as IpAddress },
    holds: (truth: Truth) => (parseIpAddress(truth.address) ?? truth.address) === address,
  })),
  fc.constantFrom('/', '/wp-login.php', '/a?b=1?c', '?', '/page-3.html?id=3', '', '*').map((page) => ({
    question: { page: Buffer.from(page, 'latin1') },
    holds: ({ target }: Truth) => target === page,
  })),
  fc.constantFrom('/', '/a', '', '/page-3.html').map((page) => ({
    question: { pageKey: 'path' as const, page: Buffer.from(page, 'latin1') },
    holds: ({ target }: Truth) => target.replace(/\?.*/s, '') === page,
  })),
  fc.constant({
    question: { wantsSite: (name: Uint8Array) => sites.includes(text(name)) },
    holds: ({ host, file }: Truth) => (host === '' && file === '') || sites.includes(host === '' ? file : host),
  }),
);

describe('filters of the kernel', () => {
  const ran = { logs: 0, lines: 0, counted: 0 };
  afterAll(() => {
    console.log(`kernel filters: ${String(ran.logs)} logs, ${String(ran.lines)} lines, ${String(ran.counted)} of them counted`);
  });

  it('let through what they should, and nothing else', () => {
    fc.assert(
      fc.property(goodLog, filter, ({ bytes, lines }, { question, holds }) => {
        const { parsed, outside } = kernelOf(bytes, question).lineCounts();
        const wanted = lines.filter(({ truth }) => holds(truth)).length;
        ran.logs++;
        ran.lines += lines.length;
        ran.counted += wanted;
        expect({ parsed, outside }).toEqual({ parsed: wanted, outside: lines.length - wanted });
      }),
      { numRuns: 4000 },
    );
  });

  it('find the span of the whole lines in any piece of a log, and count nothing', () => {
    const kernel = newKernel();
    fc.assert(
      fc.property(fc.array(goodLine, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (lines, from, length) => {
        const log = Buffer.from(lines.map((line) => `${line.text}\n`).join(''), 'latin1');
        const start = from % log.length;
        const piece = log.subarray(start, start + (length % (log.length + 1)));
        kernel.input.set(piece);
        const found = kernel.stampRange(piece.length, start === 0);
        ran.logs++;
        // Places where a line of the piece begins and ends.
        const ends = [...piece.keys()].filter((at) => piece[at] === 0x0a).map((at) => at + 1);
        const wholeStart = start === 0 && ends.length > 0 ? 0 : (ends[0] ?? 0);
        expect([found.start, found.end]).toEqual([wholeStart, ends.at(-1) ?? 0]);
        const epochs = lines
          .map(({ truth }, at) => ({ truth, at: lines.slice(0, at).reduce((sum, line) => sum + line.text.length + 1, 0) - start }))
          .filter(({ at }) => at >= found.start && at < found.end)
          .map(({ truth }) => truth.epoch);
        expect([found.oldestEpoch, found.newestEpoch]).toEqual(
          epochs.length === 0 ? [null, null] : [Math.min(...epochs), Math.max(...epochs)],
        );
        expect(kernel.lineCounts().lines).toBe(0);
      }),
      { numRuns: 2000 },
    );
    feedInPieces(kernel, new Uint8Array());
  });
});
