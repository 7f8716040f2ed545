/** What `assembly/index.ts` exports. Lengths and places are in bytes, places from the beginning of the memory. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepareTable(table: number, maxKeys: number, maxKeyBytes: number): void;
  prepare(seed: number): void;
  begin(groups: number, byPath: number, fromEpoch: bigint, toEpoch: bigint, asksForSites: number): void;
  wantPage(length: number): void;
  wantAddress(length: number): void;
  setCountsLinesWithoutSite(counts: number): void;
  scan(filled: number, atEnd: number): number;
  forgetLine(): void;
  scanRange(filled: number, startsLine: number): void;
  rangeOldest(): bigint;
  rangeNewest(): bigint;
  rangeStart(): number;
  rangeEnd(): number;
  tableSize(table: number): number;
  errorBound(table: number): number;
  addKey(table: number, length: number, requests: number): void;
  lookUp(table: number, length: number): number;
  choose(table: number, limit: number): number;
  keyOffset(table: number): number;
  oldest(): bigint;
  newest(): bigint;
  sampleCount(): number;
  sampleLength(index: number): number;
  listSteps(): number;
  stepSeconds(): bigint;
  beginSnapshot(): void;
  writeSnapshot(): number;
  beginReading(really: number): void;
  readSnapshot(length: number): number;
  countersAt(): number;
  inputAt(): number;
  exchangeAt(): number;
  chosenAt(): number;
  statusesAt(): number;
  stepsAt(): number;
  sampleAt(index: number): number;
  prepareLook(seed: number): void;
  lookAnew(fromEpoch: bigint, toEpoch: bigint): void;
  lookInputAt(): number;
  addLookCandidate(length: number, number: number): void;
  beginLook(): number;
  look(filled: number, atEnd: number): number;
  endLook(from: number, filled: number): number;
  recordsAt(): number;
  recordCount(): number;
  siteMinutesAt(): number;
  siteMinuteCount(): number;
  wordsAt(list: number): number;
  setWordOnFile(word: number): void;
  candidatesWithEnoughAt(): number;
  addTellingWord(): void;
  endSizes(): void;
  ordinaryTimesAt(): number;
  ordinaryTimeCount(): number;
  ordinaryCountsAt(): number;
  ordinaryCountCount(): number;
  ordinaryCountsAreFull(): number;
  clearOrdinaryCounts(): void;
}

/** Room for incoming bytes, in which a whole line always fits: twice the longest line. */
export const inputBytes = 256 * 1024;

/** Room for a key, or for a piece of a snapshot. */
export const exchangeBytes = 512 * 1024;

/** Keys are cut to this many bytes. */
export const longestKey = 0xffff;

/** The tables, in the kernel's order. */
export const tableNames = ['pages', 'addresses', 'agents', 'hosts', 'fileNames', 'fileSites', 'methods'] as const;
export type TableName = (typeof tableNames)[number];

/** The counters, in the kernel's order. */
export const counterNames = ['lines', 'parsed', 'skipped', 'blank', 'outside', 'withoutPage', 'cutLines', 'withoutSite'] as const;
export type CounterName = (typeof counterNames)[number];
