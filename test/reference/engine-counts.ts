import { AccessCounter, type AccessCounterOptions } from '../../src/scan/access/access-counter.ts';
import type { KeyTable } from '../../src/scan/access/key-table.ts';
import { type ByteSink, walkBufferBytes } from '../../src/scan/access/line-walker.ts';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import type { ReferenceCounts, ReferenceOptions } from './reference-scanner.ts';

/** The engine over one file, fed as a reader feeds it: pieces of the given sizes (the last one repeats) into one buffer. */
export function engineCounter(
  log: Uint8Array,
  options: Partial<AccessCounterOptions> = {},
  pieceSizes: readonly number[] = [walkBufferBytes],
): AccessCounter {
  const counter = new AccessCounter({
    pageKey: 'target',
    fromEpoch: -Infinity,
    toEpoch: Infinity,
    wantsAddress: null,
    wantsSite: null,
    page: null,
    seed: 12345,
    ...options,
  });
  feedInPieces(counter, log, pieceSizes);
  return counter;
}

/** Gives a sink the bytes in pieces of these sizes, the last size again and again, and the end. */
export function feedInPieces(sink: ByteSink, bytes: Uint8Array, pieceSizes: readonly number[] = [Infinity]): void {
  let kept = 0;
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = pieceSizes[Math.min(turn, pieceSizes.length - 1)] ?? 1;
    const piece = bytes.subarray(at, at + Math.min(size, sink.input.length - kept));
    sink.input.set(piece, kept);
    at += piece.length;
    kept = sink.scan(kept + piece.length, false);
  }
  sink.scan(kept, true);
}

/** What the engine counted, in the reference's words. */
export function engineCounts(log: Uint8Array, options: ReferenceOptions, pieceSizes?: readonly number[]): ReferenceCounts {
  const counter = engineCounter(log, options, pieceSizes);
  return {
    lines: counter.lines,
    parsed: counter.parsed,
    skipped: counter.skipped,
    blank: counter.blank,
    outside: counter.outside,
    withoutPage: counter.withoutPage,
    cutLines: counter.cutLines,
    oldestEpoch: counter.oldestEpoch,
    newestEpoch: counter.newestEpoch,
    pages: tableCounts(counter.pages),
    addresses: merged(tableCounts(counter.addresses), (address) => parseIpAddress(address) ?? address),
    hosts: tableCounts(counter.hosts),
    fileNames: tableCounts(counter.fileNames),
    agents: tableCounts(counter.agents),
    methods: tableCounts(counter.methods),
    statuses: tableCounts(counter.statuses),
    minutes: new Map(counter.steps.steps().map(({ startEpoch, requests }) => [startEpoch, requests])),
  };
}

/** All counts of a table, keys as latin1 text. */
export const tableCounts = (table: KeyTable): Map<string, number> =>
  new Map(table.top(null).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count]));

function merged(counts: ReadonlyMap<string, number>, name: (key: string) => string): Map<string, number> {
  const result = new Map<string, number>();
  for (const [key, count] of counts) result.set(name(key), (result.get(name(key)) ?? 0) + count);
  return result;
}
