import { kindCount } from './kinds';
import { Table } from './table';

/** The kernel's tables, by the numbers that the driver knows them by. */
export const tableCount: u32 = 7;

const tableBytes = offsetof<Table>();
const first = memory.data(<i32>(tableBytes * tableCount), 16);

export const pages = changetype<Table>(first);
/** Carries, for each address, its requests by kind and the marks of its user agents. */
export const addresses = changetype<Table>(first + tableBytes);
export const agents = changetype<Table>(first + tableBytes * 2);
/** Hosts that prefixed lines carry. */
export const hosts = changetype<Table>(first + tableBytes * 3);
/** Names of the files that pasted lines carry. */
export const fileNames = changetype<Table>(first + tableBytes * 4);
/** Sites of the files whose lines name no site themselves. */
export const fileSites = changetype<Table>(first + tableBytes * 5);
export const methods = changetype<Table>(first + tableBytes * 6);

@inline
export function tableAt(index: u32): Table {
  return changetype<Table>(first + tableBytes * index);
}

/**
 * How many numbers each entry of a table carries besides its count. An agent's only one is its mark, once it was worked
 * out; a page's, the kinds of its requests (`known-kinds`).
 */
function sidesOf(table: Table): u32 {
  return table === addresses ? kindCount + 1 : table === agents || table === pages ? 1 : 0;
}

/** How many of them a snapshot holds: what agents and pages carry is worked out anew. */
export function keptSidesOf(table: Table): u32 {
  return table === addresses ? kindCount + 1 : 0;
}

/** Takes the memory of one table. */
export function prepareTable(index: u32, maxKeys: u32, maxKeyBytes: u32): void {
  const table = tableAt(index);
  table.prepare(maxKeys, maxKeyBytes, sidesOf(table));
}

export function clearTables(): void {
  for (let index: u32 = 0; index < tableCount; index++) tableAt(index).clear();
}

/** The most keys that any table can hold. */
export function mostKeys(): u32 {
  let most: u32 = 0;
  for (let index: u32 = 0; index < tableCount; index++) most = max(most, tableAt(index).maxKeys);
  return most;
}

export function tableSize(index: u32): u32 {
  return tableAt(index).size;
}

export function errorBound(index: u32): u32 {
  return tableAt(index).errorBound;
}

/** From an entry, which is an `Entry`, to its key. */
export function keyOffset(index: u32): usize {
  return tableAt(index).keyOffset;
}
