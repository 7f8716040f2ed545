import type { Effect } from './block.ts';

/** What was seen of a blocked address since its block. */
export interface BlockProof {
  readonly takenAt: string;
  /** When the block was made, ISO 8601. */
  readonly since: string;
  /** What the enforcers that hold it stop. */
  readonly effects: readonly Effect[];
  /** Connections with it now; null when they could not be read. */
  readonly connections: number | null;
  /** From when on requests were counted, ISO 8601: the block, or an hour ago where that is later. */
  readonly countedFrom: string;
  /** Requests that the logs hold since then, answered or refused; null when no log could be read. */
  readonly requestsSince: number | null;
  /** Logs that could not be read, or not to their end: what stands in them is not counted. */
  readonly logsUnread: number;
  /** Stamp of its newest request, ISO 8601; null when there was none, and for a range. */
  readonly lastRequest: string | null;
}
