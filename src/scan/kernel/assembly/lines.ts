/** Finds lines in bytes that come in pieces of any size, without copying them, and hands each to whoever takes it. */
import { findFar, lineFeed } from './bytes';
import { readCommonLine } from './common-line';
import { counters } from './counters';
import { longestLine } from './input';
import { lineBlank, lineUnderstood, readLine } from './line';
import { isLooking, lookAtLine } from './look-line';
import { countsAgents, counted } from './question';
import { keepSample } from './samples';
import { countLine, flushTally } from './tally';

/** The line in hand was cut: what comes up to the next line feed is thrown away. */
let discarding: bool = false;

/** Counts the whole lines of [start, end), at the end of a file also a last one without line feed; gives the start of the rest. */
export function scanLines(start: usize, end: usize, atEnd: bool): usize {
  const wantsAgent = (counted & countsAgents) != 0;
  let at = start;
  while (at < end) {
    const commonEnd: usize = discarding ? 0 : readCommonLine(at, end, wantsAgent);
    if (commonEnd != 0 && commonEnd - at <= longestLine) {
      counters.lines++;
      take(at, commonEnd);
      at = commonEnd + 1;
      continue;
    }
    const feed = findFar(lineFeed, at, end);
    if (feed == end) break;
    if (discarding) discarding = false;
    else hand(at, feed, wantsAgent);
    at = feed + 1;
  }
  if (at < end) at = takeRest(at, end, atEnd, wantsAgent);
  if (atEnd) discarding = false;
  flushTally();
  return at;
}

function takeRest(start: usize, end: usize, atEnd: bool, wantsAgent: bool): usize {
  if (discarding) return end;
  if (!atEnd && end - start <= longestLine) return start;
  hand(start, end, wantsAgent);
  discarding = true;
  return end;
}

function hand(start: usize, end: usize, wantsAgent: bool): void {
  counters.lines++;
  if (end - start > longestLine) {
    counters.cutLines++;
    end = start + longestLine;
  }
  const outcome = readLine(start, end, wantsAgent);
  if (outcome == lineUnderstood) take(start, end);
  else if (outcome == lineBlank) counters.blank++;
  else {
    counters.skipped++;
    keepSample(start, end);
  }
}

@inline
function take(start: usize, end: usize): void {
  if (isLooking) lookAtLine(start, end);
  else countLine();
}

/** Forgets a line that was cut and whose end did not come: before another file. */
export function forgetLine(): void {
  discarding = false;
}
