import { StampProbe } from '../../scan/access/stamp-probe.ts';
import type { OpenFile } from '../../system/open-file.ts';

/** The first step back. */
const tailBytes = 8 * 1024;
/** Within a stretch of this length another probe would cost more reading than it saves. */
const closeEnough = 16 * 1024;
export const probeBytes = 4 * 1024;
const widestProbe = 256 * 1024;

/**
 * How far out of order stamps may be. Lines are written when a request ends and stamped with its beginning, so a line
 * that belongs into the window was *written* inside it; a probe looks at the newest of about sixteen lines and errs only
 * when every one of them is a request that took longer than this.
 */
const slackSeconds = 60;

/**
 * Where to start reading a log to meet every line stamped `fromEpoch` or later: an offset, not always at a line's start.
 * Reads a few kilobytes: the end first (most logs end before the window or hold little of it), then back in fourfold
 * steps, then halves. 0 when the file is young or tells no time. `room`: of `probeBytes`, to be used for many files.
 */
export function findWindowStart(file: OpenFile, fromEpoch: number, room: Uint8Array = new Uint8Array(probeBytes)): number {
  const size = file.sizeBytes;
  if (fromEpoch === -Infinity || size <= tailBytes) return 0;
  const search = new Search(file, fromEpoch - slackSeconds, room);
  let young = size;
  let distance = tailBytes;
  let old = size - distance;
  while (old > 0 && !search.isOld(old)) {
    young = old;
    distance *= 4;
    old = size - distance;
  }
  if (old <= 0) old = 0;
  if (old === 0 && !search.isOld(0)) return 0;
  while (young - old > closeEnough) {
    const middle = old + Math.floor((young - old) / 2);
    if (search.isOld(middle)) old = middle;
    else young = middle;
  }
  return old;
}

class Search {
  readonly #file: OpenFile;
  readonly #beforeEpoch: number;
  readonly #room: Uint8Array;
  readonly #probe = new StampProbe();

  constructor(file: OpenFile, beforeEpoch: number, room: Uint8Array) {
    this.#file = file;
    this.#beforeEpoch = beforeEpoch;
    this.#room = room;
  }

  /** Do the lines behind this offset all lie before the window? A place that tells no time counts as young. */
  isOld(offset: number): boolean {
    for (let length = probeBytes; length <= widestProbe; length *= 4) {
      const block = length <= this.#room.length ? this.#room.subarray(0, length) : new Uint8Array(length);
      const got = this.#file.read(block, offset);
      const newestEpoch = this.#probe.newestEpoch(block.subarray(0, got), offset === 0);
      if (!Number.isNaN(newestEpoch)) return newestEpoch < this.#beforeEpoch;
      if (got < length) break;
    }
    return false;
  }
}
