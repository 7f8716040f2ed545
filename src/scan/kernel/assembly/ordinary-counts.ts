import { hashOfNumber } from './hash';
import { reserve } from './memory';

/**
 * How many ordinary requests each candidate made: of each site, with each user agent, of each kind. Counted here until the
 * driver fetches them, which it does before there is no room for what a full input may bring.
 */

/** What is counted of a request: see `ordinary`. */
export const ofSite: u64 = 0;
export const ofAgent: u64 = 1;
export const ofKind: u64 = 2;
export const countsOfRequest: u32 = 3;

@unmanaged
class Count {
  /** What is counted. */
  number: u32;
  /** A candidate's number above the two bits that say of what. */
  owner: u32;
  requests: u32;
}

const most: u32 = 393_216;
/** A power of two, of which three quarters are taken at most. */
const mostSlots: u32 = 524_288;
const fewestSlots: u32 = 4_096;

let first: usize = 0;
let size: u32 = 0;
/** Each the place of a count among all, from 1 on; 0 is free. */
let slots: usize = 0;
let mask: u32 = 0;

export function prepareOrdinaryCounts(): void {
  first = reserve(<usize>most * offsetof<Count>());
  slots = reserve(<usize>mostSlots << 2);
  mask = fewestSlots - 1;
}

export function ordinaryCountsAt(): usize {
  return first;
}

export function ordinaryCountCount(): u32 {
  return size;
}

export function clearOrdinaryCounts(): void {
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  size = 0;
}

/** May there be no room for so many requests more? */
export function countsAreFull(requests: u32): bool {
  return size + requests * countsOfRequest > most;
}

@inline
export function countOrdinary(candidate: u32, what: u64, number: u32): void {
  const key = (((<u64>candidate << 2) | what) << 32) | number;
  let slot = hashOfNumber(key) & mask;
  while (true) {
    const place = load<u32>(slots + (<usize>slot << 2));
    if (place == 0) break;
    const count = countAt(place);
    if (load<u64>(changetype<usize>(count)) == key) {
      if (count.requests < u32.MAX_VALUE) count.requests++;
      return;
    }
    slot = (slot + 1) & mask;
  }
  append(key);
}

@inline
function countAt(place: u32): Count {
  return changetype<Count>(first + <usize>(place - 1) * offsetof<Count>());
}

function append(key: u64): void {
  if ((size + 1) * 4 > (mask + 1) * 3) widen();
  const count = countAt(++size);
  store<u64>(changetype<usize>(count), key);
  count.requests = 1;
  put(key, size);
}

function put(key: u64, place: u32): void {
  let slot = hashOfNumber(key) & mask;
  while (load<u32>(slots + (<usize>slot << 2)) != 0) slot = (slot + 1) & mask;
  store<u32>(slots + (<usize>slot << 2), place);
}

function widen(): void {
  mask = ((mask + 1) << 1) - 1;
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  for (let place: u32 = 1; place <= size; place++) put(load<u64>(changetype<usize>(countAt(place))), place);
}
