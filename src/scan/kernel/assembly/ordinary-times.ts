import { mostCandidates } from './candidates';
import { recordCount } from './look-record';
import { reserve } from './memory';

/** When candidates made ordinary requests, and with which user agents, in the order of their lines. */

@unmanaged
class OrdinaryTime {
  /** Seconds since 1970. */
  epoch: f64;
  candidate: u32;
  /** The driver's number of the user agent. */
  agent: u32;
  /** Requests that follow each other, as far as this candidate is concerned. */
  requests: u32;
  /** So many records were made before it. */
  recordsBefore: u32;
}

let first: usize = 0;
let end: usize = 0;
/** Where the newest time of each candidate lies; 0 where it has none, or a record came since. */
let newest: usize = 0;

export function prepareOrdinaryTimes(most: u32): void {
  first = reserve(<usize>most * offsetof<OrdinaryTime>());
  end = first;
  newest = reserve((<usize>mostCandidates + 1) << 2);
}

export function clearOrdinaryTimes(): void {
  for (let at = first; at < end; at += offsetof<OrdinaryTime>()) endTimesOf(changetype<OrdinaryTime>(at).candidate);
  end = first;
}

export function ordinaryTimesAt(): usize {
  return first;
}

export function ordinaryTimeCount(): usize {
  return (end - first) / offsetof<OrdinaryTime>();
}

/** A record of this candidate comes next. */
@inline
export function endTimesOf(candidate: u32): void {
  if (candidate > mostCandidates) return;
  store<u32>(newest + (<usize>candidate << 2), 0);
}

@inline
export function addOrdinaryTime(candidate: u32, epoch: f64, agent: u32): void {
  const known = newest + (<usize>candidate << 2);
  const last = changetype<OrdinaryTime>(<usize>load<u32>(known));
  if (changetype<usize>(last) != 0 && last.epoch == epoch && last.agent == agent) {
    last.requests++;
    return;
  }
  const time = changetype<OrdinaryTime>(end);
  time.epoch = epoch;
  time.candidate = candidate;
  time.agent = agent;
  time.requests = 1;
  time.recordsBefore = <u32>recordCount();
  store<u32>(known, <u32>end);
  end += offsetof<OrdinaryTime>();
}
