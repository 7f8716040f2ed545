import { findFar, lineFeed } from './bytes';
import { counters } from './counters';
import { lineBlank, lineUnderstood, readLine } from './line';
import { countsAgents, counted } from './question';
import { keepSample } from './samples';
import { countLine, flushTally } from './tally';

/**
 * Finds lines in bytes that come in pieces of any size, without copying them.
 *
 * Policy for long lines: a line of more than `longestLine` bytes is judged by its first `longestLine` bytes and counted
 * as cut; the rest of it is thrown away up to its line feed and never taken for a line of its own. Apache's defaults
 * allow about 98 KiB (three fields of 8,190 bytes, four bytes an escape), so only rubbish is cut.
 */
export const longestLine: usize = 128 * 1024;

/** The bytes that come in: always room for a whole line, so that every call gets on. */
export const inputBytes: usize = 2 * longestLine;

/** The line in hand was cut: what comes up to the next line feed is thrown away. */
let discarding: bool = false;

/** Counts the whole lines of [start, end), at the end of a file also a last one without line feed; gives the start of the rest. */
export function scanLines(start: usize, end: usize, atEnd: bool): usize {
  let at = start;
  while (true) {
    const feed = findFar(lineFeed, at, end);
    if (feed == end) break;
    if (discarding) discarding = false;
    else hand(at, feed);
    at = feed + 1;
  }
  if (at < end) at = takeRest(at, end, atEnd);
  if (atEnd) discarding = false;
  flushTally();
  return at;
}

function takeRest(start: usize, end: usize, atEnd: bool): usize {
  if (discarding) return end;
  if (!atEnd && end - start <= longestLine) return start;
  hand(start, end);
  discarding = true;
  return end;
}

@inline
function hand(start: usize, end: usize): void {
  counters.lines++;
  if (end - start > longestLine) {
    counters.cutLines++;
    end = start + longestLine;
  }
  const outcome = readLine(start, end, (counted & countsAgents) != 0);
  if (outcome == lineUnderstood) countLine();
  else if (outcome == lineBlank) counters.blank++;
  else {
    counters.skipped++;
    keepSample(start, end);
  }
}

/** Forgets a line that was cut and whose end did not come: before another file. */
export function forgetLine(): void {
  discarding = false;
}
