/**
 * The kernel: counts the lines of access logs in WebAssembly. What stands here is what the driver calls.
 *
 * The walk of a byte: `lines` has `common-line` read a line that is written as nearly all are, and find its end on the way;
 * for all others it finds the end itself, and `line` reads them with the help of `stamp`, `peer` and `request`. Both leave
 * places in memory (`line-shape`); `tally` asks `question` whether the line is wanted and counts it: numbers at once, keys
 * in a `table`, by way of a `batch` where the table is large. There each page tells what `known-kinds` it was asked for.
 * `top` chooses what is shown; `snapshot-write` and `snapshot-read` carry all of it elsewhere.
 */
import { prepareAgentMarks } from './agent-mark';
import { hashOf, prepareHash } from './hash';
import { prepareKinds } from './kinds';
import { inputBytes } from './input';
import { forgetLine, scanLines } from './lines';
import { longestKey } from './entry';
import { prepareMedian } from './median';
import { reserve } from './memory';
import { preparePath } from './path';
import { ask, askForAddress, askForPage, prepareQuestion } from './question';
import { clearSamples } from './samples';
import { readPiece } from './snapshot-read';
import { writePiece } from './snapshot-write';
import { firstLine, linesEnd, readRange } from './stamp-range';
import { clearSteps, prepareSteps } from './steps';
import { clearTables, mostKeys, tableAt } from './tables';
import { clearTally, prepareTally } from './tally';
import { chooseTop, prepareTop } from './top';

/** Table by table, before `prepare`. */
export { prepareTable } from './tables';
export { setCountsLinesWithoutSite } from './question';
export { forgetLine } from './lines';
export { countersAt, newest, oldest } from './counters';
export { statusesAt } from './tally';
export { listSteps, stepsAt, stepSeconds } from './steps';
export { sampleAt, sampleCount, sampleLength } from './samples';
export { rangeNewest, rangeOldest } from './stamp-range';
export { errorBound, keyOffset, tableSize } from './tables';
export { chosenAt } from './top';
export { beginSnapshot } from './snapshot-write';
export { beginReading } from './snapshot-read';
/** A kernel that takes the second look. */
export { addLookCandidate, beginLook, endLook, look, lookAnew, lookInputAt, prepareLook, recordCount, recordsAt, siteMinuteCount, siteMinutesAt } from './look';
export { addTellingWord, candidatesWithEnoughAt, clearOrdinaryCounts, ordinaryCountCount, ordinaryCountsAreFull, ordinaryCountsAt, ordinaryTimeCount, ordinaryTimesAt, endSizes, setWordOnFile, wordsAt } from './look';

const exchangeBytes: usize = 512 * 1024;

let input: usize = 0;
/** Where the driver puts keys and pieces of snapshots, and takes such pieces from. */
let exchange: usize = 0;

export function inputAt(): usize {
  return input;
}

export function exchangeAt(): usize {
  return exchange;
}

/** Takes all other memory. From here on no memory is taken, so that the driver's views stay good. */
export function prepare(seed: u32): void {
  input = reserve(inputBytes);
  exchange = reserve(exchangeBytes);
  prepareAgentMarks();
  prepareHash(seed);
  prepareKinds();
  prepareMedian();
  preparePath();
  prepareQuestion();
  prepareSteps();
  prepareTally();
  prepareTop(mostKeys());
}

/** Forgets everything and takes a new question. */
export function begin(parts: u32, byPath: bool, from: i64, to: i64, asksForSites: bool): void {
  ask(parts, byPath, from, to, asksForSites);
  forgetLine();
  clearTally();
  clearSamples();
  clearSteps();
  clearTables();
}

/** The wanted page stands in the exchange. */
export function wantPage(length: usize): void {
  askForPage(exchange, length);
}

/** The wanted address stands in the exchange, in its one spelling. */
export function wantAddress(length: usize): void {
  askForAddress(exchange, length);
}

/** Counts the lines of the first `filled` bytes of the input, moves the rest to its front, and gives the rest's length. */
export function scan(filled: usize, atEnd: bool): usize {
  const end = input + filled;
  const rest = scanLines(input, end, atEnd);
  memory.copy(input, rest, end - rest);
  return end - rest;
}

/** Looks at the times in the first `filled` bytes of the input; counts nothing. */
export function scanRange(filled: usize, startsLine: bool): void {
  readRange(input, input + filled, startsLine);
}

/** Where the whole lines begin that were looked at, from the beginning of the input. */
export function rangeStart(): usize {
  return firstLine - input;
}

export function rangeEnd(): usize {
  return linesEnd - input;
}

/** Adds requests to the key in the exchange. */
export function addKey(table: u32, length: usize, requests: u32): void {
  tableAt(table).add(exchange, exchange + length, requests);
}

/** Where the entry of the key in the exchange lies, or 0. */
export function lookUp(table: u32, length: usize): usize {
  const key = min(length, longestKey);
  return changetype<usize>(tableAt(table).find(exchange, key, hashOf(exchange, key)));
}

/** Chooses the busiest entries; their places stand at `chosenAt`, most first. Gives how many there are. */
export function choose(table: u32, limit: u32): u32 {
  return chooseTop(tableAt(table), limit);
}

/** Writes the next piece of a snapshot into the exchange; gives its length, or 0 after the last one. */
export function writeSnapshot(): usize {
  return writePiece(exchange, exchangeBytes);
}

/** Reads a piece from the exchange. */
export function readSnapshot(length: usize): i32 {
  return readPiece(exchange, length);
}
