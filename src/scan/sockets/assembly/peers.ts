/** Addresses by number, as `WordTable` and `PeerTable` have them: the same slots, the same hashes, in the same places of memory. */
import { reserve } from './memory';
import { mappedMark } from './row';

/** Keys before the first growth, and after the last. */
const fewestKeys: u32 = 1024;
const mostKeys: u32 = 262144;

const entryBytes: usize = 32;

/** Why an address is this machine: see `PeerTable`. */
export const known: u32 = 1;
export const bound: u32 = 2;

export const entries: usize = reserve(<usize>mostKeys * entryBytes);
export const slots: usize = reserve(<usize>mostKeys * 16);
/** Keys there is room for; the slots are twice as many. */
export let capacity: u32 = fewestKeys;
export let size: u32 = 0;
let limit: u32 = mostKeys;
let seed: u32 = 0;

export function preparePeers(withSeed: u32): void {
  seed = withSeed;
}

/** So many more addresses may come from now on. */
export function allowMore(addresses: u32): void {
  limit = size + addresses;
}

/** The number of an address, or -1 when there is no room for it. */
export function entryOf(a: i32, b: i32, c: i32, d: i32): i32 {
  const slot = slotOf(a, b, c, d);
  const found = load<i32>(slot) - 1;
  if (found >= 0) return found;
  // One less than there is room for: whoever goes on with these tables grows them when they are full.
  if (size >= limit || size >= mostKeys - 1) return -1;
  return append(slot, a, b, c, d);
}

/** An own address of this machine, for `reason`. */
export function setOwn(entry: u32, reason: u32): void {
  const at = placeOf(entry);
  store<u32>(at, load<u32>(at, 28) | reason, 28);
}

@inline
export function isOwn(entry: u32): bool {
  return load<u32>(placeOf(entry), 28) != 0;
}

@inline
export function countPeer(entry: u32, inbound: bool, unread: bool): void {
  const at = placeOf(entry);
  store<u32>(at, load<u32>(at, 16) + 1, 16);
  if (!inbound) return;
  store<u32>(at, load<u32>(at, 20) + 1, 20);
  if (unread) store<u32>(at, load<u32>(at, 24) + 1, 24);
}

@inline
function placeOf(entry: u32): usize {
  return entries + <usize>entry * entryBytes;
}

/** Where the address is, or the free slot where it would be. */
@inline
function slotOf(a: i32, b: i32, c: i32, d: i32): usize {
  const mask = capacity * 2 - 1;
  let at = hashOf(a, b, c, d) & mask;
  while (true) {
    const slot = slots + (<usize>at << 3);
    const key = load<u32>(slot);
    if (key == 0 || (load<i32>(slot, 4) == d && begins(key - 1, a, b, c))) return slot;
    at = (at + 1) & mask;
  }
}

@inline
function begins(key: u32, a: i32, b: i32, c: i32): bool {
  const at = placeOf(key);
  return load<i32>(at, 8) == c && load<i32>(at, 4) == b && load<i32>(at) == a;
}

function append(slot: usize, a: i32, b: i32, c: i32, d: i32): u32 {
  const key = size++;
  const at = placeOf(key);
  store<i32>(at, a);
  store<i32>(at, b, 4);
  store<i32>(at, c, 8);
  store<i32>(at, d, 12);
  store<u32>(slot, key + 1);
  store<i32>(slot, d, 4);
  if (isLoopback(a, b, c, d)) setOwn(key, known);
  if (size == capacity) grow();
  return key;
}

/** 127.0.0.0/8 and ::1. */
function isLoopback(a: i32, b: i32, c: i32, d: i32): bool {
  if (a != 0 || b != 0) return false;
  return c == mappedMark ? (d & 0xff) == 127 : c == 0 && d == 0x01000000;
}

function grow(): void {
  memory.fill(slots, 0, <usize>capacity * 16);
  capacity *= 4;
  for (let key: u32 = 0; key < size; key++) {
    const at = placeOf(key);
    const last = load<i32>(at, 12);
    const slot = slotOf(load<i32>(at), load<i32>(at, 4), load<i32>(at, 8), last);
    store<u32>(slot, key + 1);
    store<i32>(slot, last, 4);
  }
}

@inline
function hashOf(a: i32, b: i32, c: i32, d: i32): u32 {
  if (a == 0 && b == 0) return mixed(seed ^ c ^ d);
  return mixed(mixed(mixed(mixed(seed ^ a) ^ b) ^ c) ^ d);
}

/** The finalizer of MurmurHash3, as in `WordTable`. */
@inline
function mixed(number: u32): u32 {
  let hash = (number ^ (number >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}
