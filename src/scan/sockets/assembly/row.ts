/**
 * The row in hand, as `ProcRow` of `proc-row.ts` has it, and the reading of it. Only rows as the kernel prints them are
 * read here; all others are left to `ProcRow`, which knows what to make of them.
 */
import { digitBits, hex2, hex4, hex8 } from './hex';

const feed: u8 = 0x0a;
const space: u8 = 0x20;
const colon: u8 = 0x3a;
const digitZero: u8 = 0x30;

/** Longer lines than the kernel's are left to others. Reading may touch as many bytes behind the end of the text. */
export const longestLine: usize = 256;

/** The third word of an IPv4-mapped address. */
export const mappedMark: i32 = 0xffff0000;

/** Bits of the digits from the local address to the receive queue. */
const digitsOfIpv4: u64 = 0xff7fb7bfdeff;
/** The same of bytes 32 to 48 and 64 to 96. */
const restOfIpv6: u64 = 0xff7fb7bfffde;

export let local0: i32 = 0;
export let local1: i32 = 0;
export let local2: i32 = 0;
export let local3: i32 = 0;
export let localPort: i32 = 0;
export let peer0: i32 = 0;
export let peer1: i32 = 0;
export let peer2: i32 = 0;
export let peer3: i32 = 0;
export let peerPort: i32 = 0;
export let stateNumber: i32 = 0;
export let receiveQueue: u32 = 0;
export let uid: f64 = 0;
export let inode: f64 = 0;

/** The end of the line that begins at `at`, or `end` when there is no line feed before. */
@inline
export function lineEnd(at: usize, end: usize): usize {
  const wanted = i8x16.splat(feed);
  for (; at < end; at += 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (hits) return min(at + ctz(hits), end);
  }
  return end;
}

/** Reads the line from `at` to `to`, its line feed. False when it is none that the kernel prints. */
export function readRow(at: usize, to: usize): bool {
  if (to - at > longestLine) return false;
  while (load<u8>(at) == space) at++;
  const slot = at;
  while (isDigit(load<u8>(at))) at++;
  if (at == slot || load<u8>(at) != colon) return false;
  const local = at + 2;
  const queuesEnd = load<u8>(local + 8) == colon ? readIpv4(local) : load<u8>(local + 32) == colon ? readIpv6(local) : 0;
  return queuesEnd != 0 && readOwner(queuesEnd, to);
}

/** Takes a row that was read elsewhere. */
export function setRow(l0: i32, l1: i32, l2: i32, l3: i32, lp: i32, p0: i32, p1: i32, p2: i32, p3: i32, pp: i32): void {
  local0 = l0;
  local1 = l1;
  local2 = l2;
  local3 = l3;
  localPort = lp;
  peer0 = p0;
  peer1 = p1;
  peer2 = p2;
  peer3 = p3;
  peerPort = pp;
}

export function setDetails(state: i32, queue: u32, ofUid: f64, ofInode: f64): void {
  stateNumber = state;
  receiveQueue = queue;
  uid = ofUid;
  inode = ofInode;
}

/** Gives the end of the queues, or 0 where a digit or a colon is missing. */
function readIpv4(local: usize): usize {
  const digits = digitBits(local) | (digitBits(local + 16) << 16) | (digitBits(local + 32) << 32);
  if (digits != digitsOfIpv4 || load<u8>(local + 22) != colon) return 0;
  local0 = local1 = peer0 = peer1 = 0;
  local2 = peer2 = mappedMark;
  local3 = hex8(local);
  peer3 = hex8(local + 14);
  readRest(local + 8, local + 22);
  return local + 48;
}

function readIpv6(local: usize): usize {
  const addresses = digitBits(local) & digitBits(local + 16) & digitBits(local + 48);
  const rest = digitBits(local + 32) | (digitBits(local + 64) << 16) | (digitBits(local + 80) << 32);
  if (addresses != 0xffff || rest != restOfIpv6 || load<u8>(local + 70) != colon) return 0;
  local0 = hex8(local);
  local1 = hex8(local + 8);
  local2 = hex8(local + 16);
  local3 = hex8(local + 24);
  peer0 = hex8(local + 38);
  peer1 = hex8(local + 46);
  peer2 = hex8(local + 54);
  peer3 = hex8(local + 62);
  readRest(local + 32, local + 70);
  return local + 96;
}

/** Reads what stands behind the two addresses. */
@inline
function readRest(localEnd: usize, peerEnd: usize): void {
  localPort = hex4(localEnd + 1);
  peerPort = hex4(peerEnd + 1);
  stateNumber = hex2(peerEnd + 6);
  receiveQueue = <u32>hex8(peerEnd + 18);
}

/** Reads ` tr:tm->when retrnsmt   uid  timeout inode`, where the timer has its usual width. */
function readOwner(queuesEnd: usize, to: usize): bool {
  if (queuesEnd + 21 >= to || load<u8>(queuesEnd + 12) != space || load<u8>(queuesEnd + 21) != space) return false;
  const uidAt = afterBlanks(queuesEnd + 21);
  const uidEnd = afterDigits(uidAt);
  const timeoutAt = afterBlanks(uidEnd);
  const timeoutEnd = afterDigits(timeoutAt);
  const inodeAt = afterBlanks(timeoutEnd);
  const inodeEnd = afterDigits(inodeAt);
  if (!isNumber(uidAt, uidEnd) || timeoutAt == uidEnd || inodeAt == timeoutEnd || !isNumber(inodeAt, inodeEnd)) return false;
  uid = decimal(uidAt, uidEnd);
  inode = decimal(inodeAt, inodeEnd);
  return true;
}

@inline
function afterBlanks(at: usize): usize {
  while (load<u8>(at) == space) at++;
  return at;
}

@inline
function afterDigits(at: usize): usize {
  while (isDigit(load<u8>(at))) at++;
  return at;
}

/** Few enough digits for a number that is held exactly. */
@inline
function isNumber(at: usize, end: usize): bool {
  return end > at && end - at <= 15;
}

@inline
function decimal(at: usize, end: usize): f64 {
  let value: u64 = 0;
  for (; at < end; at++) value = value * 10 + (load<u8>(at) - digitZero);
  return <f64>value;
}

@inline
function isDigit(byte: u8): bool {
  return <u8>(byte - digitZero) < 10;
}
