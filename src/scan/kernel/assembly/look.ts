/**
 * The second look. Of the same lines, all are counted for their site and minute, and those of some addresses, the
 * candidates, are handed to the driver one by one: taken apart, and with a number for each text that it has met before. What
 * they mean is not the kernel's business; but lines like those that the driver found ordinary are counted here: see `ordinary`.
 *
 * A kernel that looks is prepared with `prepareLook` in place of `prepare`, and counts nothing else. First comes `lookAnew`.
 * Before each `look` comes `beginLook`, and after it `endLook`: in between, what was found lies in the memory, and so do the
 * bytes it points to.
 */
import { addCandidate, clearCandidates, prepareCandidates } from './candidates';
import { clearCounters } from './counters';
import { prepareHash } from './hash';
import { forgetLine, scanLines } from './lines';
import { lookFor } from './look-line';
import { setWordOnFile } from './look-site';
import { addTellingPiece, prepareHarmlessQueries } from './harmless-query';
import { clearOrdinary, prepareOrdinary } from './ordinary';
import { clearOrdinaryCounts, countsAreFull, prepareOrdinaryCounts } from './ordinary-counts';
import { clearOrdinaryTimes, prepareOrdinaryTimes } from './ordinary-times';
import { clearRecords, prepareRecords } from './look-record';
import { clearTexts, inputStart, makeRoomForInput, mostLines, prepareTexts } from './look-texts';
import { prepareProgramTarget } from './program-target';
import { clearSiteMinutes, prepareSiteMinutes } from './site-minutes';

export { candidatesWithEnoughAt, endSizes } from './ordinary';
export { clearOrdinaryCounts, ordinaryCountCount, ordinaryCountsAt } from './ordinary-counts';
export { ordinaryTimeCount, ordinaryTimesAt } from './ordinary-times';
export { setWordOnFile } from './look-site';
export { wordsAt } from './look-texts';
export { recordCount, recordsAt } from './look-record';
export { siteMinuteCount, siteMinutesAt } from './site-minutes';

/** Takes all memory of a kernel that looks. */
export function prepareLook(seed: u32): void {
  prepareHash(seed);
  prepareTexts();
  prepareCandidates();
  prepareRecords(mostLines);
  prepareSiteMinutes(mostLines);
  prepareHarmlessQueries();
  prepareOrdinary();
  prepareOrdinaryCounts();
  prepareOrdinaryTimes(mostLines);
  prepareProgramTarget();
}

/** Forgets everything, and looks from now on at lines between these times, seconds since 1970, both inclusive. */
export function lookAnew(from: i64, to: i64): void {
  clearCounters();
  clearCandidates();
  clearTexts();
  setWordOnFile(0);
  clearOrdinary();
  clearOrdinaryCounts();
  lookFor(from, to);
  forgetLine();
}

export function lookInputAt(): usize {
  return inputStart;
}

/** A candidate, whose one spelling stands at the beginning of the input, and its number, from 1 on. */
export function addLookCandidate(length: usize, number: u32): void {
  addCandidate(inputStart, length, number);
}

/** Five bytes that make a query telling stand at the beginning of the input. */
export function addTellingWord(): void {
  addTellingPiece(inputStart);
}

/** Makes room for what a full input may bring. Gives a bit for each list of names that was forgotten, in the driver's order. */
export function beginLook(): u32 {
  clearRecords();
  clearSiteMinutes();
  clearOrdinaryTimes();
  return makeRoomForInput();
}

/** Are ordinary requests to be fetched and cleared before the next look? */
export function ordinaryCountsAreFull(): bool {
  return countsAreFull(mostLines);
}

/** Looks at the whole lines of the first `filled` bytes of the input; gives where the rest begins. */
export function look(filled: usize, atEnd: bool): usize {
  return scanLines(inputStart, inputStart + filled, atEnd) - inputStart;
}

/** Moves what follows `from` to the front; gives its length. */
export function endLook(from: usize, filled: usize): usize {
  memory.copy(inputStart, inputStart + from, filled - from);
  return filled - from;
}
