import { line } from './line-shape';
import { Names } from './names';
import { Table } from './table';

/**
 * The site of a line as a number for the driver: 0 when the line names none and it is its file's; else the number of the
 * name (0: it has none) above two bits that say what kind of name it is.
 */
export const ownSite: u32 = 0;
const hostName: u32 = 1;
const fileName: u32 = 2;
const kindBits: u32 = 2;

export const hostNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
export const fileNameNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
const hostTable = changetype<Table>(memory.data(offsetof<Table>(), 16));
const fileNameTable = changetype<Table>(memory.data(offsetof<Table>(), 16));

/** Where the name stands that the line carries; both 0 when it carries none. */
export let siteStart: usize = 0;
export let siteEnd: usize = 0;

export function prepareSites(most: u32, mostBytes: u32): void {
  hostNames.prepare(hostTable, most, mostBytes);
  fileNameNames.prepare(fileNameTable, most, mostBytes);
}

@inline
export function siteOf(): u32 {
  siteStart = siteEnd = 0;
  if (line.hostEnd > line.hostStart) {
    siteStart = line.hostStart;
    siteEnd = line.hostEnd;
    return (hostNames.numberOf(siteStart, siteEnd) << kindBits) | hostName;
  }
  if (line.fileEnd > line.fileStart) {
    siteStart = line.fileStart;
    siteEnd = line.fileEnd;
    return (fileNameNames.numberOf(siteStart, siteEnd) << kindBits) | fileName;
  }
  return ownSite;
}

/** The driver's word on the site of lines that name none. */
let wordOnFile: u32 = 0;

export function setWordOnFile(word: u32): void {
  wordOnFile = word;
}

@inline
export function wordOnSite(site: u32): u32 {
  if (site == ownSite) return wordOnFile;
  return (site & ((1 << kindBits) - 1)) == hostName ? hostNames.wordOn(site >> kindBits) : fileNameNames.wordOn(site >> kindBits);
}

/** Are two sites the same where this number is? */
@inline
export function isNumbered(site: u32): bool {
  return site == ownSite || site >> kindBits != 0;
}
