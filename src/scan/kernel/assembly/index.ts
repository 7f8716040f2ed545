/** What the driver calls. */
import { counterAt, span } from './counters';
import { prepareHash, hashOf } from './hash';
import { prepareKinds } from './kinds';
import { forgetLine, inputBytes, scanLines } from './lines';
import { prepareMedian } from './median';
import { reserve } from './memory';
import { preparePath } from './path';
import { ask, askForAddress, askForPage, prepareQuestion } from './question';
import { clearSamples, sampleAt as sampleStart } from './samples';
import { beginReading, readPiece } from './snapshot-read';
import { beginSnapshot, writePiece } from './snapshot-write';
import { firstLine, linesEnd, range, readRange } from './stamp-range';
import { clearSteps, listedStep, listSteps, prepareSteps } from './steps';
import { Entry, longestKey } from './table';
import { sidesOf, tableAt, tableCount } from './tables';
import { clearTally, prepareTally, statuses } from './tally';
import { chosen, chooseTop, prepareTop } from './top';

export { setCountsLinesWithoutSite } from './question';
export { sampleCount, sampleLength } from './samples';
export { beginSnapshot } from './snapshot-write';
export { beginReading } from './snapshot-read';
export { listSteps, stepSeconds } from './steps';

const exchangeBytes: usize = 512 * 1024;

let input: usize = 0;
/** Where the driver puts keys and pieces of snapshots, and takes such pieces from. */
let exchange: usize = 0;

/** Takes the memory of one table: for each of them, before `prepare`. */
export function prepareTable(index: u32, maxKeys: u32, maxKeyBytes: u32): void {
  const table = tableAt(index);
  table.prepare(maxKeys, maxKeyBytes, sidesOf(table));
}

/** Takes all other memory. From here on no memory is taken, so that the driver's views stay good. */
export function prepare(seed: u32): void {
  let mostKeys: u32 = 0;
  for (let index: u32 = 0; index < tableCount; index++) mostKeys = max(mostKeys, tableAt(index).maxKeys);
  prepareHash(seed);
  input = reserve(inputBytes);
  exchange = reserve(exchangeBytes);
  prepareTop(mostKeys);
  prepareMedian();
  prepareKinds();
  preparePath();
  prepareQuestion();
  prepareSteps();
  prepareTally();
}

/** Forgets everything and takes a new question. */
export function begin(groups: u32, byPath: bool, from: i64, to: i64, asksForSites: bool): void {
  ask(groups, byPath, from, to, asksForSites);
  clearTally();
  clearSamples();
  clearSteps();
  forgetLine();
  for (let index: u32 = 0; index < tableCount; index++) tableAt(index).clear();
}

/** Of the key in the exchange. */
export function wantPage(length: usize): void {
  askForPage(exchange, length);
}

/** Of the canonical text in the exchange. */
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

export function rangeOldest(): i64 {
  return range.oldest;
}

export function rangeNewest(): i64 {
  return range.newest;
}

/** Counted from the beginning of the input. */
export function rangeStart(): usize {
  return firstLine - input;
}

export function rangeEnd(): usize {
  return linesEnd - input;
}

export function tableSize(index: u32): u32 {
  return tableAt(index).size;
}

export function errorBound(index: u32): u32 {
  return tableAt(index).errorBound;
}

/** Adds requests to the key in the exchange. */
export function addKey(index: u32, length: usize, requests: u32): void {
  tableAt(index).add(exchange, exchange + length, requests);
}

/** Where the entry of the key in the exchange lies, or 0. */
export function lookUp(index: u32, length: usize): usize {
  const key = min(length, longestKey);
  return changetype<usize>(tableAt(index).find(exchange, key, hashOf(exchange, key)));
}

/** Chooses the busiest entries; their places stand at `chosenAt`, most first. Gives how many there are. */
export function choose(index: u32, limit: u32): u32 {
  return chooseTop(tableAt(index), limit);
}

/** From an entry, which is an `Entry`, to its key. */
export function keyOffset(index: u32): usize {
  return tableAt(index).keyOffset;
}

export function counter(index: u32): u64 {
  return load<u64>(counterAt(index));
}

export function oldest(): i64 {
  return span.oldest;
}

export function newest(): i64 {
  return span.newest;
}

/** Writes the next piece of a snapshot into the exchange; gives its length, or 0 after the last one. */
export function writeSnapshot(): usize {
  return writePiece(exchange, exchangeBytes);
}

/** Reads a piece from the exchange. */
export function readSnapshot(length: usize): i32 {
  return readPiece(exchange, length);
}

export function inputAt(): usize {
  return input;
}

export function exchangeAt(): usize {
  return exchange;
}

export function chosenAt(): usize {
  return chosen;
}

export function statusesAt(): usize {
  return statuses;
}

export function stepsAt(): usize {
  return changetype<usize>(listedStep(0));
}

export function sampleAt(index: u32): usize {
  return sampleStart(index);
}
