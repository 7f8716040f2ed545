import { copyOver, equalBytes } from './bytes';
import { Entry, limitedSum, longestKey } from './entry';
import { hashOf } from './hash';
import { keepForMedian, startMedian, upperMedian } from './median';
import { reserve } from './memory';
import { Slots } from './slots';

/**
 * Counts byte strings in bounded memory.
 *
 * Exact up to `maxKeys` distinct keys and `maxKeyBytes` of key text. Past that the table makes room as Misra–Gries
 * frequent-items counting does: the median count (of a sample) is taken off every entry as a toll, entries that reach
 * zero go, and the toll is added to `errorBound`. As every entry knows the bound of the time when it came, the tolls it
 * paid itself can be given back: `requestsOf` is exact for keys that came before the first toll and stayed, as the
 * busiest ones do. For every key that is held
 *
 *     requestsOf(entry) ≤ true count ≤ requestsOf(entry) + entry.missing,    entry.missing ≤ errorBound
 *
 * and for every key that is not, true count ≤ errorBound. The same holds for each side number.
 */
@unmanaged
export class Table {
  slots: Slots;
  /** Entries one after the other without gaps, each with its key, so that a look at both is mostly one wait for memory. */
  entries: usize;
  entriesEnd: usize;
  /** From an entry to its key: the side numbers stand between them. */
  keyOffset: usize;
  size: u32;
  maxKeys: u32;
  keyBytes: u32;
  maxKeyBytes: u32;
  errorBound: u32;
  /** How often room was made: entries are not where they were then. */
  moves: u32;
  /** The entry that was counted last, if it is still where it was. */
  recent: Entry | null;

  /** Takes its memory. `sides`: how many numbers each entry carries besides its count. */
  prepare(maxKeys: u32, maxKeyBytes: u32, sides: u32): void {
    this.maxKeys = maxKeys;
    this.maxKeyBytes = max(maxKeyBytes, <u32>longestKey);
    this.keyOffset = offsetof<Entry>() + (<usize>sides << 2);
    this.slots = changetype<Slots>(reserve(offsetof<Slots>()));
    this.slots.prepare(maxKeys);
    this.entries = reserve(<usize>maxKeys * this.bytesOf(0) + this.maxKeyBytes + 3 * maxKeys);
    this.clear();
  }

  clear(): void {
    this.slots.clear();
    this.entriesEnd = this.entries;
    this.size = 0;
    this.keyBytes = 0;
    this.errorBound = 0;
    this.recent = null;
  }

  /** Bytes of an entry with a key of this length; entries are aligned to four bytes. */
  @inline
  private bytesOf(length: usize): usize {
    return (this.keyOffset + length + 3) & ~3;
  }

  @inline
  first(): Entry {
    return changetype<Entry>(this.entries);
  }

  /** The entry behind `entry`; after the last one it lies at `entriesEnd`. */
  @inline
  next(entry: Entry): Entry {
    return changetype<Entry>(changetype<usize>(entry) + this.bytesOf(entry.length));
  }

  @inline
  keyOf(entry: Entry): usize {
    return changetype<usize>(entry) + this.keyOffset;
  }

  /** The requests of a key, as far as they are known. */
  @inline
  requestsOf(entry: Entry): u64 {
    return <u64>entry.count + (this.errorBound - entry.missing);
  }

  @inline
  isKey(entry: Entry, at: usize, length: usize): bool {
    return entry.length == <u32>length && equalBytes(this.keyOf(entry), at, length);
  }

  /** The entry of a key, or null. */
  find(at: usize, length: usize, hash: u32): Entry | null {
    const slots = this.slots;
    let slot = slots.home(hash);
    while (true) {
      const place = load<usize>(slot, 4);
      if (place == 0) return null;
      const entry = changetype<Entry>(place);
      if (load<u32>(slot) == hash && this.isKey(entry, at, length)) return entry;
      slot = slots.after(slot);
    }
  }

  /** Is there no room for one more key of this length? */
  @inline
  isFull(length: usize): bool {
    return this.size >= this.maxKeys || this.keyBytes + <u32>length > this.maxKeyBytes;
  }

  /** A new entry, with a count of zero, for a key that has none. */
  append(at: usize, length: usize, hash: u32): Entry {
    while (this.isFull(length)) this.makeRoom();
    if (this.slots.isCrowded(this.size)) {
      this.slots.widen();
      this.putAll();
    }
    const entry = changetype<Entry>(this.entriesEnd);
    entry.hash = hash;
    entry.count = 0;
    entry.length = <u32>length;
    entry.missing = this.errorBound;
    for (let side = entry.sideAt(0); side < this.keyOf(entry); side += 4) store<u32>(side, 0);
    copyOver(this.keyOf(entry), at, length);
    this.entriesEnd += this.bytesOf(length);
    this.keyBytes += <u32>length;
    this.size++;
    this.slots.put(entry);
    return entry;
  }

  @inline
  findOrAppend(at: usize, length: usize, hash: u32): Entry {
    const found = this.find(at, length, hash);
    return found !== null ? found : this.append(at, length, hash);
  }

  /** Adds to the count of the key [start, end). */
  add(start: usize, end: usize, weight: u32): Entry {
    const length = min(end - start, longestKey);
    const entry = this.findOrAppend(start, length, hashOf(start, length));
    entry.add(weight);
    this.recent = entry;
    return entry;
  }

  /** The same as `add` with a weight of one, for keys that mostly come several times in a row. */
  @inline
  addRepeated(start: usize, end: usize): Entry {
    const recent = this.recent;
    if (recent === null || !this.isKey(recent, start, end - start)) return this.add(start, end, 1);
    recent.add(1);
    return recent;
  }

  /** Makes ready for the entries of another table: what it has forgotten may be missing from every entry here. */
  beginJoining(theirBound: u32): void {
    this.errorBound = limitedSum(this.errorBound, theirBound);
    for (let entry = this.first(); changetype<usize>(entry) < this.entriesEnd; entry = this.next(entry)) entry.missing += theirBound;
  }

  /** Adds an entry of another table. */
  join(at: usize, length: usize, count: u32, missing: u32, theirBound: u32): Entry {
    const entry = this.findOrAppend(at, length, hashOf(at, length));
    entry.add(count);
    // Of their requests no more are missing than they say.
    entry.missing -= min(entry.missing, theirBound - missing);
    return entry;
  }

  private putAll(): void {
    for (let entry = this.first(); changetype<usize>(entry) < this.entriesEnd; entry = this.next(entry)) this.slots.put(entry);
  }

  private makeRoom(): void {
    const toll = this.sampledMedian();
    const end = this.entriesEnd;
    let to = this.entries;
    this.size = 0;
    this.keyBytes = 0;
    for (let at = this.entries; at < end; ) {
      const entry = changetype<Entry>(at);
      const bytes = this.bytesOf(entry.length);
      if (entry.count > toll) {
        entry.count -= toll;
        this.size++;
        this.keyBytes += entry.length;
        memory.copy(to, at, bytes);
        to += bytes;
      }
      at += bytes;
    }
    this.entriesEnd = to;
    this.errorBound = limitedSum(this.errorBound, toll);
    this.moves++;
    this.recent = null;
    this.slots.free();
    this.putAll();
  }

  /** The median count of about a thousand entries, evenly picked. */
  private sampledMedian(): u32 {
    const step = startMedian(this.size);
    let index: u32 = 0;
    for (let entry = this.first(); changetype<usize>(entry) < this.entriesEnd; entry = this.next(entry)) {
      if (index++ % step == 0) keepForMedian(entry.count);
    }
    return upperMedian();
  }
}
