import { inputBytes } from './input';
import { reserve } from './memory';
import { fileNameNames, hostNames, prepareSites } from './look-site';
import { Names } from './names';
import { Table } from './table';

/** The input, and the numbers of the texts in it. */

/** No line that is understood is shorter than its time stamp, so that a full input never holds more of them. */
export const mostLines: u32 = <u32>(inputBytes / 32);
const mostTargets: u32 = 98_304;
const mostFew: u32 = 12_288;
const lists: u32 = 6;
const MiB: u32 = 1024 * 1024;

export let inputStart: usize = 0;

export const targetNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
export const refererNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
export const agentNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
export const methodNames = changetype<Names>(memory.data(offsetof<Names>(), 16));
const targetTable = changetype<Table>(memory.data(offsetof<Table>(), 16));
const refererTable = changetype<Table>(memory.data(offsetof<Table>(), 16));
const agentTable = changetype<Table>(memory.data(offsetof<Table>(), 16));
const methodTable = changetype<Table>(memory.data(offsetof<Table>(), 16));

/** Where the driver's words on the names of a list stand: four bytes each, by their numbers. */
export function wordsAt(index: u32): usize {
  return namesAt(index).words;
}

export function prepareTexts(): void {
  inputStart = reserve(inputBytes);
  targetNames.prepare(targetTable, mostTargets, 8 * MiB);
  refererNames.prepare(refererTable, mostFew * 2, 2 * MiB);
  agentNames.prepare(agentTable, mostFew, 2 * MiB);
  methodNames.prepare(methodTable, mostFew, MiB);
  prepareSites(mostFew, MiB);
}

export function clearTexts(): void {
  for (let index: u32 = 0; index < lists; index++) namesAt(index).clear();
}

/** The order in which the driver knows them. */
@inline
function namesAt(index: u32): Names {
  if (index == 0) return targetNames;
  if (index == 1) return refererNames;
  if (index == 2) return agentNames;
  if (index == 3) return methodNames;
  return index == 4 ? hostNames : fileNameNames;
}

/** Forgets whatever may not have room for all that one more input may bring; gives a bit for each that was forgotten. */
export function makeRoomForInput(): u32 {
  let forgotten: u32 = 0;
  for (let index: u32 = 0; index < lists; index++) {
    // A target has up to two numbers.
    const each: u32 = index == 0 ? 2 : 1;
    if (namesAt(index).makeRoom(each * mostLines, each * <u32>inputBytes)) forgotten |= 1 << index;
  }
  return forgotten;
}
