import { addToCounter, counterCount, span } from './counters';
import { noStatus } from './line-shape';
import { place, readBytes, readNumber, readSigned, readsToTheEnd, readsWell } from './numbers';
import { counted, pageIsPath } from './question';
import { keepSample } from './samples';
import { endPiece, entriesPiece, headPiece, openPiece, tablePiece } from './snapshot-piece';
import { snapshotVersion } from './snapshot-write';
import { addStatus } from './tally';
import { addToStep, coarsen, isStepLength, mostSteps } from './steps';
import { longestKey } from './entry';
import { Table } from './table';
import { agentMarks } from './kinds';
import { keptSidesOf, tableAt, tableCount } from './tables';

/**
 * Adds what a snapshot holds to what is counted here. Every snapshot is read twice: first all of it is checked, then it is
 * added. No byte of it is trusted either time: it was a file.
 */
const pieceRead: i32 = 0;
const pieceBroken: i32 = 1;
/** The format of another version. */
const pieceForeign: i32 = 2;
/** The answer to another question. */
const pieceOther: i32 = 3;
const pieceLast: i32 = 4;

/** The table that the next piece must be about, or -1 for the head, and the entries that are still to come before it. */
let next: i32 = -1;
let entriesLeft: u64 = 0;
/** Error bound of the table that they come from. */
let theirBound: u32 = 0;
let adds: bool = false;

/** `really`: add, after everything was checked. */
export function beginReading(really: bool): void {
  next = -1;
  entriesLeft = 0;
  adds = really;
}

export function readPiece(exchange: usize, length: usize): i32 {
  const kind = openPiece(exchange, length);
  if (kind == headPiece && next == -1) return readHead();
  if (kind == entriesPiece && entriesLeft > 0) return readEntries(tableAt(next - 1));
  if (kind == tablePiece && entriesLeft == 0 && next >= 0 && next < <i32>tableCount) return readTable(tableAt(next));
  if (kind == endPiece && entriesLeft == 0 && next == <i32>tableCount) return pieceLast;
  return pieceBroken;
}

function readHead(): i32 {
  if (readNumber() != snapshotVersion) return pieceForeign;
  const groups = readNumber();
  const byPath = readNumber();
  if (groups != counted || byPath != u64(pageIsPath)) return readsWell() ? pieceOther : pieceBroken;
  for (let index: u32 = 0; index < counterCount; index++) {
    const number = readNumber();
    if (adds) addToCounter(index, number);
  }
  const oldest = readSigned();
  const newest = readSigned();
  if (adds) {
    span.oldest = min(span.oldest, oldest);
    span.newest = max(span.newest, newest);
  }
  for (let status: u32 = 0; status <= noStatus; status++) {
    const requests = readNumber();
    if (requests > mostRequests) return pieceBroken;
    if (adds) addStatus(status, <u32>requests);
  }
  if (!readSteps()) return pieceBroken;
  const samples = readNumber();
  for (let index: u64 = 0; index < samples && readsWell(); index++) {
    const bytes = readBytes(longestKey);
    if (adds) keepSample(place() - bytes, place());
  }
  next = 0;
  return readsToTheEnd() ? pieceRead : pieceBroken;
}

function readSteps(): bool {
  const seconds = readNumber();
  const steps = readNumber();
  if (!isStepLength(seconds) || steps > mostSteps) return false;
  if (adds) coarsen(seconds);
  for (let index: u64 = 0; index < steps && readsWell(); index++) {
    const number = readSigned();
    const requests = readNumber();
    if (number < earliestStep / <i64>seconds || number > latestStep / <i64>seconds || requests > mostRequests) return false;
    if (adds) addToStep(number * seconds, <u32>requests);
  }
  return true;
}

function readTable(table: Table): i32 {
  const index = readNumber();
  const size = readNumber();
  const errorBound = readNumber();
  if (!readsToTheEnd() || index != next || errorBound > mostRequests - table.errorBound) return pieceBroken;
  theirBound = <u32>errorBound;
  if (adds) table.beginJoining(theirBound);
  entriesLeft = size;
  next++;
  return pieceRead;
}

function readEntries(table: Table): i32 {
  while (!readsToTheEnd()) {
    if (entriesLeft == 0 || !readEntry(table)) return pieceBroken;
    entriesLeft--;
  }
  return pieceRead;
}

function readEntry(table: Table): bool {
  const count = readNumber();
  const missing = readNumber();
  if (count > mostRequests || missing > theirBound) return false;
  const sides = keptSidesOf(table);
  for (let side: u32 = 0; side < sides; side++) store<u64>(sideNumbers + (<usize>side << 3), readNumber());
  const length = readBytes(longestKey);
  if (!readsWell()) return false;
  if (!adds) return true;
  const entry = table.join(place() - length, length, <u32>count, <u32>missing, theirBound);
  for (let side: u32 = 0; side < sides; side++) {
    const number = <u32>min<u64>(load<u64>(sideNumbers + (<usize>side << 3)), mostRequests);
    if (side == agentMarks) entry.markSide(side, number);
    else entry.addToSide(side, number);
  }
  return true;
}

const mostRequests: u64 = 0xffffffff;
/** Stamps have the years 1970 to 9999; so many years are fewer than the steps that are kept, and steps can be a year long. */
const earliestStep: i64 = -(1 << 32);
const latestStep: i64 = 1 << 38;
const sideNumbers = memory.data(8 * 16, 8);
