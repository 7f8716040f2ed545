/**
 * IPv6 addresses as text and as eight groups of 16 bits. By hand, because Node's own test of an address (`net.isIP`) and a
 * library's parser together cost a third of Node's start, and every socket table holds an IPv6 address.
 */

const hexadecimal = /^[\da-f]{1,4}$/i;

/** The longest address written out: eight groups of four digits with seven colons, the last two as IPv4. */
const longestText = 45;

const dot = 0x2e;
const digitZero = 0x30;

/** True for four numbers up to 255 without leading zeros. Without a regular expression: every page waits for it to be compiled. */
export function isIpv4Text(text: string): boolean {
  let at = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== dot) return false;
    const start = at;
    let value = 0;
    for (let digit = digitAt(text, at); digit >= 0 && at < start + 3; digit = digitAt(text, ++at)) value = value * 10 + digit;
    if (at === start || value > 255 || (at > start + 1 && text.charCodeAt(start) === digitZero)) return false;
  }
  return at === text.length;
}

/** 0…9, or -1 where there is no digit. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - digitZero;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** The groups of an IPv6 address without zone (RFC 4291, section 2.2), or undefined when the text is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  if (text.length > longestText) return undefined;
  const gapAt = text.indexOf('::');
  if (gapAt < 0) {
    const groups = groupsOf(text);
    return groups?.length === 8 ? groups : undefined;
  }
  const head = text.slice(0, gapAt);
  const before = head.includes('.') ? undefined : groupsOf(head);
  const after = groupsOf(text.slice(gapAt + 2));
  if (before === undefined || after === undefined || before.length + after.length > 7) return undefined;
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** Groups between single colons; the last two may be written as an IPv4 address. */
function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const tail = isIpv4Text(last) ? twoGroups(last) : [];
  const written = tail.length > 0 ? parts.slice(0, -1) : parts;
  if (!written.every((part) => hexadecimal.test(part))) return undefined;
  return [...written.map((part) => Number.parseInt(part, 16)), ...tail];
}

function twoGroups(ipv4Text: string): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4Text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** The IPv4 address that an IPv4-mapped one (`::ffff:0:0/96`) stands for, or undefined when it is none. */
export function mappedIpv4(groups: readonly number[]): string | undefined {
  const [a, b, c, d, e, mark, high = 0, low = 0] = groups;
  if (a !== 0 || b !== 0 || c !== 0 || d !== 0 || e !== 0 || mark !== 0xffff) return undefined;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** The text of eight groups as RFC 5952 writes it: lower case, the longest run of two or more zero groups as `::`. */
export function ipv6Text(groups: readonly number[]): string {
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return joined(groups);
  return `${joined(groups.slice(0, zeros.from))}::${joined(groups.slice(zeros.from + zeros.length))}`;
}

const joined = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':');

/** The longest run of zero groups, of equal ones the first. */
function longestZeros(groups: readonly number[]): { readonly from: number; readonly length: number } {
  let longest = { from: 0, length: 0 };
  let length = 0;
  for (const [at, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { from: at - length + 1, length };
  }
  return longest;
}
