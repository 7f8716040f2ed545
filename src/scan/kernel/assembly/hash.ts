import { reserve } from './memory';

/**
 * A keyed hash. Keys come from attackers, who would like many of them to meet in one slot; so every four bytes get a
 * random number of their own added before they are multiplied with four others (NH, of UMAC, RFC 4418: whoever does not
 * know the numbers cannot make two keys of one length collide more often than by chance).
 */

const block: usize = 32;
/** There are random numbers for this many bytes; longer keys use them again, after the sum so far has been stirred. */
const stripe: usize = 512;
const golden: u64 = 0x9e3779b97f4a7c15;

let numbers: usize = 0;
let lastNumber: u64 = 0;
/** As many bytes of ones as a block has, then as many of zeroes. */
let masks: usize = 0;

/** Derives all random numbers from one (splitmix64). */
export function prepareHash(seed: u32): void {
  numbers = reserve(stripe);
  masks = reserve(2 * block);
  memory.fill(masks, 0xff, block);
  let state: u64 = seed;
  for (let at: usize = 0; at < stripe; at += 8) {
    state += golden;
    store<u64>(numbers + at, stirred(state));
  }
  lastNumber = stirred(state + golden);
}

function stirred(value: u64): u64 {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

/** Hash of `length` bytes at `at`; reads up to a block past them. */
export function hashOf(at: usize, length: usize): u32 {
  let mixed = lastNumber + <u64>length * golden;
  let rest = length;
  while (rest > stripe) {
    mixed = stirred(mixed + stripeSum(at));
    at += stripe;
    rest -= stripe;
  }
  let number = numbers;
  let sum = i64x2.splat(0);
  while (rest > block) {
    sum = i64x2.add(sum, products(v128.load(at), v128.load(at, 16), number));
    at += block;
    number += block;
    rest -= block;
  }
  // The last block, without what stands behind the key.
  const mask = masks + block - rest;
  sum = i64x2.add(sum, products(v128.and(v128.load(at), v128.load(mask)), v128.and(v128.load(at, 16), v128.load(mask, 16)), number));
  mixed += bothLanes(sum);
  mixed = (mixed ^ (mixed >> 32)) * golden;
  return <u32>(mixed >> 32);
}

/** Of a number below 2⁶⁴ that attackers have a part in. */
@inline
export function hashOfNumber(number: u64): u32 {
  const mixed = (number ^ lastNumber) * golden;
  return <u32>((mixed ^ (mixed >> 29)) * golden >> 32);
}

function stripeSum(at: usize): u64 {
  let sum = i64x2.splat(0);
  for (let part: usize = 0; part < stripe; part += block) {
    sum = i64x2.add(sum, products(v128.load(at + part), v128.load(at + part, 16), numbers + part));
  }
  return bothLanes(sum);
}

/** The four products of eight sums, added to two numbers. */
@inline
function products(first: v128, second: v128, number: usize): v128 {
  const a = i32x4.add(first, v128.load(number));
  const b = i32x4.add(second, v128.load(number, 16));
  return i64x2.add(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b));
}

@inline
function bothLanes(sum: v128): u64 {
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}
