import { canonicalise, canonicalText } from './address-text';
import { hashOf } from './hash';
import { reserve } from './memory';
import { Entry, longestKey } from './entry';
import { Table } from './table';
import { agentMarks } from './kinds';
import { kindOfPage } from './known-kinds';

/**
 * Keys on their way into a table, many at a time. A busy log has more keys than any cache holds, so nearly every look
 * into a table waits for memory; here the looks wait together: first all slots are touched, then all entries and their
 * keys, and only then is anything compared and counted.
 */
const batchSize: u32 = 128;

@unmanaged
export class Row {
  hash: u32;
  at: usize;
  length: u32;
  /** The entry that the slots point to for this hash: nearly always the right one; 0 when there is none. */
  guess: usize;
  side: u32;
  /** Bits for the entry's marks; 0 for none. */
  marks: u32;
  /** Of a page: the row whose side number is the kind of this request, 0 for none, and what `kindOfPage` asks for. */
  asker: usize;
  mark: u32;
  requestStart: usize;
}

/** For tables without side numbers. */
export const noSide: u32 = 0xffffffff;

@unmanaged
export class Batch {
  table: Table;
  rows: usize;
  /** Behind the last row that is taken. */
  end: usize;
  /** Keys are addresses: one address may be written in several ways, and is counted under one. */
  holdsAddresses: bool;

  prepare(table: Table, holdsAddresses: bool): void {
    this.table = table;
    this.rows = reserve(batchSize * offsetof<Row>());
    this.holdsAddresses = holdsAddresses;
    this.clear();
  }

  clear(): void {
    this.end = this.rows;
  }

  @inline
  get isFull(): bool {
    return this.end == this.rows + batchSize * offsetof<Row>();
  }

  /** Counts the key [start, end) once, with the next `flush`: until then it must stay where it is. Not when it is full. */
  @inline
  add(start: usize, end: usize, side: u32, marks: u32): Row {
    const length = min(end - start, longestKey);
    const row = changetype<Row>(this.end);
    row.hash = hashOf(start, length);
    row.at = start;
    row.length = <u32>length;
    row.side = side;
    row.marks = marks;
    row.asker = 0;
    this.end += offsetof<Row>();
    return row;
  }

  flush(): void {
    const touched = this.touchSlots();
    this.guessEntries();
    // Nobody reads this sum, but a load whose result goes nowhere might not be made.
    store<u32>(sink, touched + this.touchEntries());
    this.count();
  }

  @inline
  private touchSlots(): u32 {
    const slots = this.table.slots;
    const start = slots.start;
    const mask = slots.mask;
    const end = this.end;
    let sum: u32 = 0;
    for (let at = this.rows; at < end; at += offsetof<Row>()) {
      sum += load<u32>(start + (<usize>(changetype<Row>(at).hash & mask) << 3));
    }
    return sum;
  }

  @inline
  private guessEntries(): void {
    const slots = this.table.slots;
    const end = this.end;
    for (let at = this.rows; at < end; at += offsetof<Row>()) {
      const row = changetype<Row>(at);
      row.guess = slots.guess(row.hash);
    }
  }

  /** First and last byte of each entry and its key. There is no entry at 0, but memory that may be read. */
  @inline
  private touchEntries(): u32 {
    const keyOffset = this.table.keyOffset;
    const end = this.end;
    let sum: u32 = 0;
    for (let at = this.rows; at < end; at += offsetof<Row>()) {
      const row = changetype<Row>(at);
      sum += load<u32>(row.guess) + load<u8>(row.guess + keyOffset + row.length);
    }
    return sum;
  }

  @inline
  private count(): void {
    const table = this.table;
    // Guesses are worth nothing once the table has made room.
    const moves = table.moves;
    const end = this.end;
    for (let at = this.rows; at < end; at += offsetof<Row>()) {
      const row = changetype<Row>(at);
      const guess = changetype<Entry>(row.guess);
      const isRight = row.guess != 0 && moves == table.moves && table.isKey(guess, row.at, row.length);
      const entry = isRight ? guess : this.entryOf(row);
      entry.add(1);
      if (row.asker != 0) changetype<Row>(row.asker).side = kindOfPage(entry, row.mark, row.requestStart, row.at + row.length);
      if (row.side != noSide) entry.addToSide(row.side, 1);
      if (row.marks != 0) entry.markSide(agentMarks, row.marks);
    }
    this.clear();
  }

  private entryOf(row: Row): Entry {
    const table = this.table;
    const found = table.find(row.at, row.length, row.hash);
    if (found !== null) return found;
    const length = this.holdsAddresses ? canonicalise(row.at, row.at + row.length) : 0;
    if (length == 0) return table.append(row.at, row.length, row.hash);
    return table.findOrAppend(canonicalText, length, hashOf(canonicalText, length));
  }
}

const sink = memory.data(4, 4);
