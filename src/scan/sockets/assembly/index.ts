/**
 * Counts the rows of /proc/net that the kernel prints by the thousand. It makes no decision of its own: every line that is
 * not a plain connection is handed back, and as soon as a table is full, its caller goes on with all that was counted.
 */
import { bindLocal, countRow, forgetLocal, inboundCount, listened, states } from './connections';
import { closeWait, closeWaitSize, outbound, outboundSize, tally, tallySize } from './kept-rows';
import { reserve } from './memory';
import { allowMore, capacity, entries, entryOf, known, preparePeers, setOwn, size, slots } from './peers';
import { all, halfOpens, inbounds, unreadBytes, used, usedCount } from './ports';
import { lineEnd, longestLine, peerPort, readRow, setDetails, setRow, stateNumber } from './row';

/** Takes a line, with its line feed, that is not a plain connection; gives 0 to stop. */
@external('driver', 'other')
declare function other(from: usize, to: usize): i32;

const listen: i32 = 10;
const close: i32 = 7;

const inputBytes: usize = 256 * 1024;
const input: usize = reserve(inputBytes + longestLine);

let isUdp: bool = false;

export function prepare(seed: u32): void {
  preparePeers(seed);
}

export function addOwn(a: i32, b: i32, c: i32, d: i32): bool {
  const entry = entryOf(a, b, c, d);
  if (entry < 0) return false;
  setOwn(entry, known);
  return true;
}

export function beginTable(udp: bool, addresses: u32): void {
  isUdp = udp;
  allowMore(addresses);
  forgetLocal();
}

/** Counts `length` bytes of whole lines; gives how many of them are done with. */
export function count(length: usize): usize {
  const end = input + length;
  for (let at = input; at < end; ) {
    const to = lineEnd(at, end);
    if (readRow(at, to) && !isListening()) {
      if (!countRow(isUdp)) return at - input;
    } else if (other(at, to + 1) == 0) return to + 1 - input;
    at = to + 1;
  }
  return length;
}

/** Counts a row that was read elsewhere, which does not listen. False when there is no room for it. */
export function countOther(state: i32, queue: u32, uid: f64, inode: f64): bool {
  setDetails(state, queue, uid, inode);
  return countRow(isUdp);
}

/** The address that a listener is bound to. False when there is no room for it. */
export function bind(): bool {
  return bindLocal();
}

export { setRow };
// Where what was counted lies, and how much of it there is.
export { input, listened, states, inboundCount, entries, slots, capacity, size };
export { all, inbounds, halfOpens, unreadBytes, used, usedCount };
export { tally, tallySize, outbound, outboundSize, closeWait, closeWaitSize };

function isListening(): bool {
  return isUdp ? stateNumber == close && peerPort == 0 : stateNumber == listen;
}
