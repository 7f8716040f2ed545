import { reserve } from './memory';

/**
 * A request of a candidate, for the driver, which knows the fields by their order. Places are in bytes from the beginning of
 * the input. Numbers of texts are `Names`' (0: it has none).
 */
@unmanaged
export class LookRecord {
  /** Seconds since 1970. */
  epoch: f64;
  /** As logged; −1 for `-`. */
  size: f64;
  candidate: u32;
  /** See `LineShape`. */
  status: u32;
  method: u32;
  target: u32;
  referer: u32;
  agent: u32;
  /** See `siteOf`. */
  site: u32;
  methodStart: u32;
  methodEnd: u32;
  targetStart: u32;
  targetEnd: u32;
  refererStart: u32;
  refererEnd: u32;
  agentStart: u32;
  agentEnd: u32;
  siteStart: u32;
  siteEnd: u32;
  /** Where the request ends, which begins with the target where there is no method. */
  requestEnd: u32;
  lineStart: u32;
  lineEnd: u32;
  /** See `answerOf`. */
  answer: u32;
  /** The number of the target without its query, where that may be harmless; else 0. */
  page: u32;
}

let first: usize = 0;
let end: usize = 0;

export function prepareRecords(most: u32): void {
  first = reserve(<usize>most * offsetof<LookRecord>());
  end = first;
}

export function clearRecords(): void {
  end = first;
}

export function recordsAt(): usize {
  return first;
}

export function recordCount(): usize {
  return (end - first) / offsetof<LookRecord>();
}

@inline
export function nextRecord(): LookRecord {
  const record = changetype<LookRecord>(end);
  end += offsetof<LookRecord>();
  return record;
}
