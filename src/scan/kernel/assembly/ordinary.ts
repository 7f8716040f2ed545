import { isDigit, zero } from './bytes';
import { mostCandidates } from './candidates';
import { hashOfNumber } from './hash';
import { isHarmlessQuery } from './harmless-query';
import { line } from './line-shape';
import { agentNames, refererNames, targetNames } from './look-texts';
import { wordOnSite } from './look-site';
import { reserve } from './memory';
import { addOrdinaryTime } from './ordinary-times';
import { countOrdinary, ofAgent, ofKind, ofSite } from './ordinary-counts';
import { get, head } from './request-line';

/**
 * Ordinary requests of candidates: those that are a sign of nothing and of which nothing is wanted but that they are counted.
 * Nine of ten are, and no record is made of them. What is ordinary is not decided here: it is what the driver said it is, of
 * this target with this answer, of this referer, of this user agent, after it met each in a record.
 *
 * The driver's word on a target has a bit for each answer with which it is ordinary, and above them these; its word on a user
 * agent or a site is its own number for it and one more, on a referer 1.
 */
const isAsset: u32 = 1 << 28;
const isFrontPage: u32 = 1 << 29;
/** The sizes of its answers 200 are wanted, each once for each site. */
const isRoot: u32 = 1 << 30;
/** A harmless query says nothing beside it. */
const takesQueries: u32 = 1 << 31;

/** The answer of a request whose method or status is seldom: never ordinary. */
export const seldomAnswer: u32 = 28;
const statuses: u32 = 7;

/** Whose ordinary lines the driver has seen enough of: a byte for each candidate. */
let hasEnough: usize = 0;
/** Sizes and sites that records were made of, eight bytes each; of those that share a place the newest is known. */
let sizes: usize = 0;
const sizePlaces: u32 = 32_768;
const sizePlaceBytes: usize = 16;
let wantsSizes: bool = true;

export function prepareOrdinary(): void {
  hasEnough = reserve(mostCandidates + 1);
  sizes = reserve(<usize>sizePlaces * sizePlaceBytes);
}

export function clearOrdinary(): void {
  wantsSizes = true;
  memory.fill(hasEnough, 0, mostCandidates + 1);
  memory.fill(sizes, 0, <usize>sizePlaces * sizePlaceBytes);
}

/** The driver has no room for more sizes. */
export function endSizes(): void {
  wantsSizes = false;
}

export function candidatesWithEnoughAt(): usize {
  return hasEnough;
}

/** The page that a query was left on which may be harmless; 0 where there is none. */
export let pageOfQuery: u32 = 0;

/**
 * The number of the target of `line`; a harmless query is cut off of it, as long as the driver said of the page that it may be.
 */
@inline
export function numberOfTarget(): u32 {
  pageOfQuery = 0;
  if (line.queryMark < line.targetEnd && isGetOrHead() && isHarmlessQuery(line.queryMark + 1, line.targetEnd)) {
    const page = targetNames.numberOf(line.targetStart, line.queryMark);
    if ((targetNames.wordOn(page) & takesQueries) != 0) {
      line.targetEnd = line.queryMark;
      return page;
    }
    pageOfQuery = page;
  }
  return targetNames.numberOf(line.targetStart, line.targetEnd);
}

@inline
function isGetOrHead(): bool {
  const length = line.methodEnd - line.methodStart;
  const word = load<u32>(line.methodStart);
  return (word == get && length == 3) || (word == head && length == 4);
}

/** Method, status and whether there was a body, as a number below {@link seldomAnswer}. */
@inline
export function answerOf(size: f64): u32 {
  const status = placeOfStatus(line.status);
  const length = line.methodEnd - line.methodStart;
  const word = load<u32>(line.methodStart);
  if (status == statuses || line.targetStart == line.targetEnd) return seldomAnswer;
  if (word == get && length == 3) return (status << 1) | u32(size > 0);
  return word == head && length == 4 ? ((statuses + status) << 1) | u32(size > 0) : seldomAnswer;
}

@inline
function placeOfStatus(status: u32): u32 {
  if (status == 200) return 0;
  if (status == 304) return 1;
  if (status == 301) return 2;
  if (status == 302) return 3;
  if (status == 206) return 4;
  if (status == 502) return 5;
  return status == 503 ? 6 : statuses;
}

/** Counts the candidate's request in `line`, where it is ordinary; false where it is not. */
@inline
export function countsAsOrdinary(candidate: u32, site: u32, target: u32, referer: u32, agent: u32, size: f64): bool {
  if (candidate > mostCandidates || !isNobodysName()) return false;
  const answer = answerOf(size);
  const word = targetNames.wordOn(target);
  const agentWord = agentNames.wordOn(agent);
  const siteWord = wordOnSite(site);
  if (answer == seldomAnswer || ((word >> answer) & 1) == 0 || agentWord == 0 || siteWord == 0) return false;
  if (refererNames.wordOn(referer) == 0 || load<u8>(hasEnough + candidate) == 0) return false;
  if (wantsSizes && (word & isRoot) != 0 && line.status == 200 && !isMetSize(siteWord, size)) return false;
  addOrdinaryTime(candidate, <f64>line.epoch, agentWord - 1);
  countOrdinary(candidate, ofSite, siteWord - 1);
  countOrdinary(candidate, ofAgent, agentWord - 1);
  countOrdinary(candidate, ofKind, answer | (word & (isAsset | isFrontPage)));
  return true;
}

/** From behind the user to the request: ` [`, the stamp, `] "`, as `userNameAt` has it. */
const userToRequest: usize = 31;
/** A blank and `-`. */
const noName: u16 = 0x2d20;

/** Is no user named in the line? Who names one is let in by it or not, which is wanted. */
@inline
function isNobodysName(): bool {
  return load<u16>(line.methodStart - userToRequest - 2) == noName;
}

/** Was a record made of such an answer? If not, one is to be made now. */
function isMetSize(siteWord: u32, size: f64): bool {
  const site = <u64>siteWord;
  const place = sizes + <usize>(hashOfNumber(reinterpret<u64>(size) ^ site) % sizePlaces) * sizePlaceBytes;
  if (load<f64>(place) == size && load<u64>(place, 8) == site) return true;
  store<f64>(place, size);
  store<u64>(place, site, 8);
  return false;
}

/** Digits as a number; −1 for `-`. */
export function sizeOf(start: usize, end: usize): f64 {
  if (!isDigit(load<u8>(start))) return -1;
  let size: f64 = 0;
  for (let at = start; at < end; at++) size = size * 10 + <f64>(load<u8>(at) - zero);
  return size;
}
