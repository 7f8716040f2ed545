import { counter, counterCount, span } from './counters';
import { place, writeBytes, writeNumber, writeSigned } from './numbers';
import { counted, pageIsPath } from './question';
import { sampleAt, sampleCount, sampleLength } from './samples';
import { beginPiece, endPiece, endPieceAt, entriesPiece, headPiece, tablePiece } from './snapshot-piece';
import { noStatus } from './line-shape';
import { statuses } from './tally';
import { listSteps, listedStep, stepSeconds } from './steps';
import { Entry, longestKey } from './entry';
import { Table } from './table';
import { keptSidesOf, tableAt, tableCount } from './tables';

/** Of the format, and of what is counted as what: snapshots of another version are refused. */
export const snapshotVersion: u64 = 3;

/** What comes next: the head (-1), a table and its entries, or the end (`tableCount`). */
let next: i32 = -1;
/** The next entry of the table before `next`. */
let entry: Entry = changetype<Entry>(0);

export function beginSnapshot(): void {
  next = -1;
}

/** Writes the next piece; gives its length, or 0 when there are no more. */
export function writePiece(exchange: usize, room: usize): usize {
  if (next < 0) writeHead(exchange);
  else if (next > 0 && changetype<usize>(entry) < tableAt(next - 1).entriesEnd) return writeEntries(exchange, room);
  else if (next < <i32>tableCount) writeTable(exchange, tableAt(next));
  else if (next == <i32>tableCount) beginPiece(exchange, endPiece);
  else return 0;
  next++;
  return endPieceAt(exchange);
}

function writeHead(exchange: usize): void {
  beginPiece(exchange, headPiece);
  writeNumber(snapshotVersion);
  writeNumber(counted);
  writeNumber(u64(pageIsPath));
  for (let index: u32 = 0; index < counterCount; index++) writeNumber(counter(index));
  writeSigned(span.oldest);
  writeSigned(span.newest);
  for (let status: u32 = 0; status <= noStatus; status++) writeNumber(load<u32>(statuses + (<usize>status << 2)));
  writeSteps();
  writeNumber(sampleCount());
  for (let index: u32 = 0; index < sampleCount(); index++) writeBytes(sampleAt(index), sampleLength(index));
}

function writeSteps(): void {
  const steps = listSteps();
  writeNumber(stepSeconds());
  writeNumber(steps);
  for (let index: u32 = 0; index < steps; index++) {
    const step = listedStep(index);
    writeSigned(step.start / stepSeconds());
    writeNumber(step.requests);
  }
}

function writeTable(exchange: usize, table: Table): void {
  entry = table.first();
  beginPiece(exchange, tablePiece);
  writeNumber(next);
  writeNumber(table.size);
  writeNumber(table.errorBound);
}

function writeEntries(exchange: usize, room: usize): usize {
  const table = tableAt(next - 1);
  const sides = keptSidesOf(table);
  const last = exchange + room - longestEntry;
  beginPiece(exchange, entriesPiece);
  while (changetype<usize>(entry) < table.entriesEnd && place() < last) {
    writeNumber(entry.count);
    writeNumber(entry.missing);
    for (let side: u32 = 0; side < sides; side++) writeNumber(load<u32>(entry.sideAt(side)));
    writeBytes(table.keyOf(entry), entry.length);
    entry = table.next(entry);
  }
  return endPieceAt(exchange);
}

/** Bytes that one entry may need, and the sum's slack. */
const longestEntry: usize = longestKey + 128;
