import { hashOf } from './hash';
import { reserve } from './memory';
import { Table } from './table';

/** Longer texts get no number: each is looked at anew. */
const longestName: usize = 2048;
/** The number of a text that has none. */
export const noNumber: u32 = 0;

/**
 * Numbers texts from 1 on, so that whoever wants to know something about a text finds it out once. Bounded: when it is
 * nearly full all are forgotten, and the driver is told, between two pieces of a log.
 */
@unmanaged
export class Names {
  table: Table;
  /** What the driver said of each, by its number; 0 as long as it said nothing, and for those without a number. */
  words: usize;

  prepare(table: Table, most: u32, mostBytes: u32): void {
    this.table = table;
    table.prepare(most, mostBytes, 0);
    this.words = reserve((<usize>most + 1) << 2);
  }

  clear(): void {
    // Numbers are given out one after the other.
    memory.fill(this.words, 0, (<usize>this.table.size + 1) << 2);
    this.table.clear();
  }

  @inline
  wordOn(number: u32): u32 {
    return load<u32>(this.words + (<usize>number << 2));
  }

  @inline
  numberOf(start: usize, end: usize): u32 {
    const length = end - start;
    if (length > longestName) return noNumber;
    const table = this.table;
    const recent = table.recent;
    if (recent !== null && table.isKey(recent, start, length)) return recent.count;
    return this.look(start, length);
  }

  private look(start: usize, length: usize): u32 {
    const table = this.table;
    const hash = hashOf(start, length);
    let entry = table.find(start, length, hash);
    if (entry === null) {
      entry = table.append(start, length, hash);
      entry.count = table.size;
    }
    table.recent = entry;
    return entry.count;
  }

  /** Forgets all, and says so, where there may not be room for so many texts and bytes more. */
  makeRoom(texts: u32, bytes: u32): bool {
    const table = this.table;
    if (table.size + texts <= table.maxKeys && table.keyBytes + bytes <= table.maxKeyBytes) return false;
    this.clear();
    return true;
  }
}
