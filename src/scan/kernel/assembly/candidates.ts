import { canonicalise, canonicalText } from './address-text';
import { colon, find } from './bytes';
import { longestKey } from './entry';
import { hashOf } from './hash';
import { Table } from './table';

/** The addresses whose lines are handed to the driver. */

export const nobody: u32 = 0;

/** By their one spelling; an entry's count is the candidate's number, from 1 on. */
const candidates = changetype<Table>(memory.data(offsetof<Table>(), 16));
/** Other spellings of IPv6 addresses that were met, so that each is read once; an entry's count is its candidate's number. */
const spellings = changetype<Table>(memory.data(offsetof<Table>(), 16));

export const mostCandidates: u32 = 24_576;
const mostSpellings: u32 = 12_288;

export function prepareCandidates(): void {
  candidates.prepare(mostCandidates, mostCandidates * 48, 0);
  spellings.prepare(mostSpellings, mostSpellings * 40, 0);
}

export function clearCandidates(): void {
  candidates.clear();
  spellings.clear();
}

/** An address in its one spelling. */
export function addCandidate(at: usize, length: usize, number: u32): void {
  candidates.findOrAppend(at, length, hashOf(at, length)).count = number;
}

/** The number of the candidate that [start, end) is, however it is spelt; `nobody` when it is none. */
@inline
export function candidateOf(start: usize, end: usize): u32 {
  const length = min(end - start, longestKey);
  const hash = hashOf(start, length);
  const known = candidates.find(start, length, hash);
  if (known !== null) return known.count;
  return find(colon, start, end) == end ? nobody : bySpelling(start, end, length, hash);
}

function bySpelling(start: usize, end: usize, length: usize, hash: u32): u32 {
  const met = spellings.find(start, length, hash);
  if (met !== null) return met.count;
  const canonicalLength = canonicalise(start, end);
  if (canonicalLength == 0) return nobody;
  const candidate = candidates.find(canonicalText, canonicalLength, hashOf(canonicalText, canonicalLength));
  const number = candidate === null ? nobody : candidate.count;
  // What is forgotten is only read again.
  if (spellings.isFull(length)) spellings.clear();
  spellings.append(start, length, hash).count = number;
  return number;
}
