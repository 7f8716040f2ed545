import type { ByteSink } from '../access/line-walker.ts';

/**
 * What takes the second look at access logs: every line is counted for its site, and those of candidates go into a
 * `BehaviourBook`. `LookKernel` (WebAssembly) is the one that runs, `PlainLook` (plain TypeScript) runs where a machine cannot
 * run the other. Both write the same; tests hold them against each other.
 */
export interface Look extends ByteSink {
  /** What comes next is a file whose lines, where they name no site, belong to this one. */
  beginFile(site: string | null): void;
  /** After the last file. */
  end(): void;
}

export interface LookOptions {
  /** Seconds since 1970, both inclusive; ±Infinity for an open end. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /** The site of a host or of a file's name that a line carries; null when it is none. */
  readonly nameSite: (name: string, from: 'host' | 'file-name') => string | null;
}

const sampleBytes = 500;

/** Where a line ends that is shown: cut, but not inside a character of UTF-8. */
export function endOfSample(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= sampleBytes) return end;
  let cut = start + sampleBytes;
  while (cut > start && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut;
}
