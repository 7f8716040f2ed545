/**
 * What an access log says, found the slow and obvious way: one string a line, one regular expression a question.
 *
 * The tests hold the byte-walking engine against it. It was written from the description of the formats alone, so where
 * the two agree it is because both are right, not because one was copied from the other. Text is latin1: one character a
 * byte.
 */
import { isIP } from 'node:net';

export interface ReferenceOptions {
  readonly pageKey: 'target' | 'path';
  readonly fromEpoch: number;
  readonly toEpoch: number;
}

export interface ReferenceCounts {
  lines: number;
  parsed: number;
  skipped: number;
  blank: number;
  outside: number;
  withoutPage: number;
  cutLines: number;
  oldestEpoch: number;
  newestEpoch: number;
  readonly pages: Map<string, number>;
  readonly addresses: Map<string, number>;
  readonly hosts: Map<string, number>;
  readonly fileNames: Map<string, number>;
  readonly agents: Map<string, number>;
  readonly methods: Map<string, number>;
  readonly statuses: Map<string, number>;
  readonly minutes: Map<number, number>;
}

/** A line's longest part that is looked at, and a key's longest part that is told apart. */
const longestLine = 128 * 1024;
const longestKey = 65_535;

export interface ReferenceLine {
  readonly host: string;
  readonly file: string;
  readonly address: string;
  readonly epoch: number;
  readonly method: string;
  readonly target: string;
  readonly status: string;
  readonly agent: string;
}

export function referenceScan(log: Uint8Array, options: ReferenceOptions): ReferenceCounts {
  const counts = noCounts();
  const lines = Buffer.from(log).toString('latin1').split('\n');
  // What follows the last line feed is a line only when there is something.
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) countLine(counts, line, options);
  return counts;
}

function countLine(counts: ReferenceCounts, whole: string, options: ReferenceOptions): void {
  counts.lines++;
  if (whole.length > longestLine) counts.cutLines++;
  const line = whole
    .slice(0, longestLine)
    .replace(/\r$/, '')
    .replace(/^[ \t]+/, '');
  if (line === '' || (/^==>.*<==$/s.test(line) && line.length >= 8)) {
    counts.blank++;
    return;
  }
  const read = readReferenceLine(line.replace(/^\0+/, ''));
  if (read === undefined) {
    counts.skipped++;
    return;
  }
  if (read.epoch < options.fromEpoch || read.epoch > options.toEpoch) {
    counts.outside++;
    return;
  }
  counts.parsed++;
  counts.oldestEpoch = Math.min(counts.oldestEpoch, read.epoch);
  counts.newestEpoch = Math.max(counts.newestEpoch, read.epoch);
  add(counts.minutes, Math.floor(read.epoch / 60) * 60);
  add(counts.addresses, canonicalAddress(read.address));
  add(counts.statuses, read.status);
  add(counts.agents, read.agent);
  if (read.host !== '') add(counts.hosts, read.host);
  else if (read.file !== '') add(counts.fileNames, read.file);
  if (read.target === '') counts.withoutPage++;
  else {
    add(counts.methods, read.method);
    const page = options.pageKey === 'target' ? read.target : read.target.replace(/\?.*$/s, '');
    add(counts.pages, page);
  }
}

/** The fields of a line, or undefined when it is no access-log line. */
export function readReferenceLine(line: string): ReferenceLine | undefined {
  // The user may hold blanks and brackets, but never a bare quote: the first stamp with a quote behind it is the stamp.
  for (const { index } of line.matchAll(/(?<= )\[\d\d\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/g)) {
    const epoch = readStamp(line.slice(index + 1, index + 27));
    if (epoch === undefined) continue;
    const client = readClient(line.slice(0, index - 1));
    const rest = readRest(line.slice(index + 30));
    return client === undefined || rest === undefined ? undefined : { ...client, epoch, ...rest };
  }
  return undefined;
}

/** `address ident user`, perhaps with a prefix in front or glued to the address. */
function readClient(text: string): { host: string; file: string; address: string } | undefined {
  const words = text.split(' ');
  // A list of addresses (`X-Forwarded-For`): only its last entry counts.
  while (words.length > 1 && words[0]?.endsWith(',') === true) words.shift();
  while (words.length > 2 && words[1]?.endsWith(',') === true) words.splice(1, 1);
  const [first = '', second = ''] = words;
  if (second === '') return undefined;
  if (second === '-' && isAddressShaped(first)) return { host: '', file: '', address: first };
  const isPrefix = isAddressShaped(second) || (second !== '-' && endsWithPort(first) && !isAddressShaped(first) && isName(second));
  if (!isPrefix) return readGlued(first);
  const withoutPort = endsWithPort(first) ? first.replace(/:\d+$/, '') : first;
  // `2001:db8::443` ends like a port, but what stands before it is no address.
  const host = isAddressShaped(first) && !isAddressShaped(withoutPort) ? first : withoutPort;
  return { ...readHost(host), address: second };
}

/** `host`, or with a file's name in front of it, as grep prints it. */
function readHost(text: string): { host: string; file: string } {
  const colon = text.lastIndexOf(':');
  if (isAddressShaped(text) || text.endsWith(']') || colon < 1) return { host: text, file: '' };
  return { host: text.slice(colon + 1), file: text.slice(0, colon) };
}

/** The word that ends in the address: alone, behind `host@@port@@`, or behind `file:`. */
function readGlued(word: string): { host: string; file: string; address: string } | undefined {
  if (isAddressShaped(word)) return { host: '', file: '', address: word };
  if (word.lastIndexOf('@@') > 0) {
    const address = word.slice(word.lastIndexOf('@@') + 2);
    return isAddressShaped(address) || isName(address) ? { ...readHost(word.slice(0, word.indexOf('@'))), address } : undefined;
  }
  const start = Array.from(word, (_, at) => at).find((at) => word[at - 1] === ':' && isAddressShaped(word.slice(at, at + 65)));
  if (start !== undefined) return { host: '', file: word.slice(0, start - 1), address: word.slice(start) };
  const colon = word.lastIndexOf(':');
  if (endsWithPort(word)) return isAddressShaped(word.slice(0, colon)) ? { host: '', file: '', address: word.slice(0, colon) } : undefined;
  if (colon > 0 && isName(word.slice(colon + 1))) return { host: '', file: word.slice(0, colon), address: word.slice(colon + 1) };
  return isName(word) ? { host: '', file: '', address: word } : undefined;
}

const isName = (word: string): boolean => /^[A-Za-z0-9._:-]+$/.test(word);

const endsWithPort = (word: string): boolean => /[^]:\d{1,5}$/.test(word);

/** Has the letters and marks of an address, whether or not its numbers are right. */
function isAddressShaped(word: string): boolean {
  if (word.length > 64) return false;
  if (/^[\d.]{7,}$/.test(word)) return word.split('.').length === 4;
  const bare = word.replace(/%.*$/s, '');
  const colons = bare.split(':').length - 1;
  if (!/^[0-9a-fA-F:.]+$/.test(bare) || colons < 2) return false;
  if (bare !== word) return true;
  return colons <= 8 && [1, 4].includes(bare.split('.').length) && !/[^:]:$/.test(bare);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Seconds since 1970 of `22/Nov/2026:06:39:45 +0000`. */
function readStamp(text: string): number | undefined {
  const match = /^(\d\d)\/([A-Za-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [, day = '', month = '', year = '', hour = '', minute = '', second = '', sign = '', zoneHours = '', zoneMinutes = ''] = match;
  const monthNumber = months.indexOf(month) + 1;
  if (monthNumber === 0 || Number(year) < 1970 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (Number(zoneHours) > 14 || Number(zoneMinutes) > 59) return undefined;
  const date = new Date(`${year}-${String(monthNumber).padStart(2, '0')}-${day}T${hour}:${minute}:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60 * (sign === '-' ? -1 : 1);
  return date.getTime() / 1000 + Number(second) - offset;
}

const figuresBehindQuote = /" (\d{3}|-) (\d+|-)(?= |$)/y;

/** `request" status size "referer" "agent"`, from behind the request's opening quote. */
function readRest(text: string): { method: string; target: string; status: string; agent: string } | undefined {
  for (let quote = 0; quote < text.length; quote++) {
    if (text[quote] !== '"' || isEscaped(text, quote)) continue;
    figuresBehindQuote.lastIndex = quote;
    const figures = figuresBehindQuote.exec(text);
    if (figures?.[1] === undefined) continue;
    const request = /^([A-Za-z_-]{1,32}) +([^ ]+)/.exec(text.slice(0, quote));
    const agent = readAgent(text.slice(quote + figures[0].length));
    return { method: request?.[1] ?? '', target: request?.[2] ?? '', status: figures[1], agent };
  }
  return undefined;
}

/** The second of the quoted fields; one that is not closed goes to the end of the line. */
function readAgent(text: string): string {
  if (!text.startsWith(' "')) return '';
  const refererEnd = closingQuote(text, 2);
  if (refererEnd < 0 || !text.startsWith(' "', refererEnd + 1)) return '';
  const agentEnd = closingQuote(text, refererEnd + 3);
  return text.slice(refererEnd + 3, agentEnd < 0 ? undefined : agentEnd);
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '"' && !isEscaped(text.slice(from), at - from)) return at;
  return -1;
}

/** An odd number of backslashes right before it. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (at - backslashes > 0 && text[at - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** IPv4-mapped as IPv4, other IPv6 as browsers write it (which is RFC 5952), everything else as it stands. */
export function canonicalAddress(word: string): string {
  if (isIP(word) !== 6) return word;
  const [bare = '', zone] = word.split('%', 2);
  const text = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text);
  if (zone !== undefined || mapped?.[1] === undefined || mapped[2] === undefined) return zone === undefined ? text : `${text}%${zone}`;
  const [high, low] = [parseInt(mapped[1], 16), parseInt(mapped[2], 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  const kept = (typeof key === 'string' ? key.slice(0, longestKey) : key) as Key;
  counts.set(kept, (counts.get(kept) ?? 0) + 1);
}

function noCounts(): ReferenceCounts {
  return {
    lines: 0,
    parsed: 0,
    skipped: 0,
    blank: 0,
    outside: 0,
    withoutPage: 0,
    cutLines: 0,
    oldestEpoch: Infinity,
    newestEpoch: -Infinity,
    pages: new Map(),
    addresses: new Map(),
    hosts: new Map(),
    fileNames: new Map(),
    agents: new Map(),
    methods: new Map(),
    statuses: new Map(),
    minutes: new Map(),
  };
}
