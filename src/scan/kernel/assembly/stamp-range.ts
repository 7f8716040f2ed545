import { find, findLast, lineFeed } from './bytes';
import { Span } from './counters';
import { line } from './line-shape';
import { lineUnderstood, readLine } from './line';
import { longestLine } from './input';

/** Oldest and newest time of the lines that were looked at last. */
const range = changetype<Span>(memory.data(offsetof<Span>(), 16));
/** Where the first whole line begins and the last one ends, with its line feed; the same place when there is none. */
export let firstLine: usize = 0;
export let linesEnd: usize = 0;

export function rangeOldest(): i64 {
  return range.oldest;
}

export function rangeNewest(): i64 {
  return range.newest;
}

/**
 * Looks at the times of the whole lines of [start, end), which is any piece of a log, and counts nothing: that is how the
 * beginning of a time window is searched for. `startsLine`: a line begins at `start`.
 */
export function readRange(start: usize, end: usize, startsLine: bool): void {
  range.clear();
  const lastFeed = findLast(lineFeed, start, end);
  linesEnd = lastFeed == 0 ? start : lastFeed + 1;
  firstLine = startsLine ? start : min(find(lineFeed, start, linesEnd) + 1, linesEnd);
  for (let at = firstLine; at < linesEnd; ) {
    const feed = find(lineFeed, at, linesEnd);
    if (readLine(at, min(feed, at + longestLine), false) == lineUnderstood) range.add(line.epoch);
    at = feed + 1;
  }
}
