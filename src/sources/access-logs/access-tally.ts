import type { Forgotten } from './memory/memory-file.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { AccessFile } from '../../model/access-report.ts';

/** A counted list: its busiest keys, how many distinct ones there were, and by how much a count may be too low. */
export interface CountedKeys {
  readonly top: readonly { readonly key: string; readonly requests: number }[];
  readonly distinct: number;
  /** 0 = exact; otherwise the Misra–Gries bound of `KeyTable`. */
  readonly errorBound: number;
}

/** What reading a set of access logs gave. Times in seconds since 1970. */
export interface AccessTally {
  readonly files: readonly AccessFile[];
  readonly filesTooOld: number;
  readonly bytes: number;
  /** Of these, known from an earlier reading. */
  readonly bytesRemembered: number;
  /** Whether what an earlier reading left was used, or why not. */
  readonly memory: 'used' | 'not-asked' | Forgotten;
  readonly bytesBeforeWindow: number;
  readonly bytesMissed: number;
  readonly lines: number;
  readonly parsed: number;
  readonly skipped: number;
  readonly skippedSamples: readonly string[];
  readonly blank: number;
  readonly outside: number;
  readonly withoutPage: number;
  readonly cutLines: number;
  /** Of the counted requests; null when there were none. */
  readonly oldestEpoch: number | null;
  readonly newestEpoch: number | null;
  readonly pages: CountedKeys;
  readonly addresses: CountedKeys;
  /** Addresses worth a closer look (`readBehaviours`), the likeliest first; empty where nobody asked for them. */
  readonly candidates: { readonly addresses: readonly IpAddress[]; readonly leftOut: number };
  readonly sites: CountedKeys;
  readonly agents: CountedKeys;
  readonly methods: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly steps: readonly { readonly startEpoch: number; readonly requests: number }[];
  readonly stepSeconds: number;
}
