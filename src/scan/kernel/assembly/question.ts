import { canonicalise, canonicalText } from './address-text';
import { copyOver, equalBytes } from './bytes';
import { hashOf } from './hash';
import { line } from './line-shape';
import { reserve } from './memory';
import { longestKey } from './entry';
import { Table } from './table';

/** What the driver asked for. */

/** Parts of the answer that can be left out. */
export const countsPages: u32 = 1;
export const countsAddresses: u32 = 2;
/** Kinds are counted with the addresses. */
export const countsKinds: u32 = 4;
export const countsSites: u32 = 8;
export const countsAgents: u32 = 16;
export const countsMethods: u32 = 32;
export const countsStatuses: u32 = 64;
export const countsSteps: u32 = 128;

export let counted: u32 = 0;
export let pageIsPath: bool = false;
let fromEpoch: i64 = 0;
let toEpoch: i64 = 0;
let asksForSites: bool = false;
/** Where only one site is wanted: do lines that name no site count? They do in that site's own file. */
let countsLinesWithoutSite: bool = true;

/** Wanted page and wanted address; a length of -1 stands for "any". */
let page: usize = 0;
let pageLength: i32 = -1;
let address: usize = 0;
let addressLength: i32 = -1;

/** Says whether a site is one to count, by its host or by the name of its file. Asked once for each name: its answers are kept. */
@external('driver', 'wantsSite')
declare function wantsSite(at: usize, length: usize, isFileName: bool): bool;

/** The driver's answers. */
const hostAnswers = changetype<Table>(memory.data(offsetof<Table>(), 16));
const fileNameAnswers = changetype<Table>(memory.data(offsetof<Table>(), 16));
const yes: u32 = 1;
const no: u32 = 2;

export function prepareQuestion(): void {
  page = reserve(longestKey);
  address = reserve(128);
  hostAnswers.prepare(8192, 1 << 20, 0);
  fileNameAnswers.prepare(8192, 1 << 20, 0);
}

export function ask(groups: u32, byPath: bool, from: i64, to: i64, sites: bool): void {
  counted = groups;
  pageIsPath = byPath;
  fromEpoch = from;
  toEpoch = to;
  asksForSites = sites;
  countsLinesWithoutSite = true;
  pageLength = -1;
  addressLength = -1;
  hostAnswers.clear();
  fileNameAnswers.clear();
}

export function askForPage(at: usize, length: usize): void {
  pageLength = <i32>length;
  copyOver(page, at, length);
}

/** The address must be in canonical text. */
export function askForAddress(at: usize, length: usize): void {
  addressLength = <i32>length;
  copyOver(address, at, length);
}

export function setCountsLinesWithoutSite(counts: bool): void {
  countsLinesWithoutSite = counts;
}

/** Is the request in `line` one to count? `pageEnd` is where the name of its page ends. */
@inline
export function isWanted(pageEnd: usize): bool {
  return (
    line.epoch >= fromEpoch &&
    line.epoch <= toEpoch &&
    (addressLength < 0 || isWantedAddress()) &&
    (pageLength < 0 || isWantedPage(pageEnd)) &&
    (!asksForSites || isWantedSite())
  );
}

/** The address in any of its spellings. */
function isWantedAddress(): bool {
  const length = <i32>(line.addressEnd - line.addressStart);
  if (length == addressLength && equalBytes(line.addressStart, address, length)) return true;
  const canonicalLength = <i32>canonicalise(line.addressStart, line.addressEnd);
  return canonicalLength == addressLength && equalBytes(canonicalText, address, canonicalLength);
}

function isWantedPage(pageEnd: usize): bool {
  const length = <i32>(pageEnd - line.targetStart);
  return length == pageLength && equalBytes(line.targetStart, page, length);
}

function isWantedSite(): bool {
  if (line.hostEnd > line.hostStart) return isWantedName(hostAnswers, line.hostStart, line.hostEnd);
  if (line.fileEnd > line.fileStart) return isWantedName(fileNameAnswers, line.fileStart, line.fileEnd);
  return countsLinesWithoutSite;
}

function isWantedName(answers: Table, start: usize, end: usize): bool {
  const length = min(end - start, longestKey);
  const hash = hashOf(start, length);
  const known = answers.find(start, length, hash);
  if (known !== null) return known.count == yes;
  // Forgotten answers are only asked for again.
  if (answers.isFull(length)) answers.clear();
  const wanted = wantsSite(start, length, answers === fileNameAnswers);
  answers.append(start, length, hash).count = wanted ? yes : no;
  return wanted;
}
