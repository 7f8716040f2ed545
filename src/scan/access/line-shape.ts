import { looksLikeStamp, StampReader, stampLength } from './time-stamp.ts';

/**
 * One access-log line, read as offsets into the buffer: nothing is copied and no string is made.
 *
 * Formats (Apache mod_log_config, nginx log_format): combined, common, and combined with what panels and people put
 * around it:
 *
 *     [file:] [host:port ] address ident user [stamp] "request" status size [ "referer" "agent" [anything]]
 *     host@@port@@address …                                    (Plesk's piped logs)
 *
 * The user may hold blanks, so the line is found by its time stamp, never by counting words. Quoted fields end at the
 * first quote that no backslash escapes (Apache writes `\"` and `\\`; nginx writes `\x22`, which needs no care).
 */
export class LineShape {
  epoch = NaN;
  addressStart = 0;
  addressEnd = 0;
  /** Host of a `host:port ` or `host@@port@@` prefix; empty when there is none. */
  hostStart = 0;
  hostEnd = 0;
  /** Name of the file a line was pasted from (`grep` over several files); empty when there is none. */
  fileStart = 0;
  fileEnd = 0;
  requestStart = 0;
  requestEnd = 0;
  /** Empty when the request is no HTTP request. */
  methodStart = 0;
  methodEnd = 0;
  targetStart = 0;
  targetEnd = 0;
  /** Always three bytes, or one for `-`. */
  statusStart = 0;
  statusEnd = 0;
  /** Digits, or `-`. */
  sizeStart = 0;
  sizeEnd = 0;
  /** Both are empty when the format has none or the line ends before them. */
  refererStart = 0;
  refererEnd = 0;
  agentStart = 0;
  agentEnd = 0;
}

/** `understood`, or why the line is not a request. */
export type LineOutcome = 'understood' | 'blank' | 'not-understood';

const nul = 0x00;
const tab = 0x09;
const carriageReturn = 0x0d;
const blank = 0x20;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const dot = 0x2e;
const colon = 0x3a;
const atSign = 0x40;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;
const backslash = 0x5c;
const longestMethod = 32;
/** An IPv6 address with an IPv4 tail has 45 bytes; the rest is for a zone. */
const longestAddress = 64;

export class LineReader {
  readonly shape = new LineShape();
  readonly #stamps = new StampReader();

  /** Reads the line `bytes[start, end)` (no line feed in it) into `shape`, which is only meaningful after `understood`. */
  read(bytes: Uint8Array, start: number, end: number): LineOutcome {
    let last = end;
    if (last > start && bytes[last - 1] === carriageReturn) last--;
    let first = start;
    while (first < last && (bytes[first] === blank || bytes[first] === tab)) first++;
    if (first === last || isTailHeader(bytes, first, last)) return 'blank';
    // A log that was emptied under its writer goes on behind a stretch of NUL bytes, and so does its first line.
    while (first < last && bytes[first] === nul) first++;
    const bracket = this.#findStamp(bytes, first, last);
    const understood =
      bracket >= 0 && this.#readPeer(bytes, first, bracket - 1) && this.#readRequest(bytes, bracket + 4 + stampLength, last);
    return understood ? 'understood' : 'not-understood';
  }

  /**
   * The bracket of the first readable time stamp that follows a blank and has a quote behind it; sets the time. -1 when
   * there is none. The quote matters: a user may call himself `x [22/Nov/2026:06:39:45 +0000]`, but every server
   * escapes a quote in his name.
   */
  #findStamp(bytes: Uint8Array, first: number, last: number): number {
    for (let at = first + 1; at + stampLength + 3 < last; at++) {
      if (bytes[at] !== bracketOpen || bytes[at - 1] !== blank || bytes[at + 1 + stampLength] !== bracketClose) continue;
      if (bytes[at + 2 + stampLength] !== blank || bytes[at + 3 + stampLength] !== quote || !looksLikeStamp(bytes, at + 1)) continue;
      const epoch = this.#stamps.read(bytes, at + 1);
      if (Number.isNaN(epoch)) continue;
      this.shape.epoch = epoch;
      return at;
    }
    return -1;
  }

  /** What stands before the time stamp: prefixes, address, ident, user. */
  #readPeer(bytes: Uint8Array, start: number, last: number): boolean {
    const { shape } = this;
    shape.hostStart = shape.hostEnd = shape.fileStart = shape.fileEnd = 0;
    const first = lastOfList(bytes, start, last);
    const firstEnd = wordEnd(bytes, first, last);
    const second = lastOfList(bytes, Math.min(firstEnd + 1, last), last);
    const secondEnd = wordEnd(bytes, second, last);
    if (second === secondEnd) return false;
    const dashFollows = secondEnd - second === 1 && bytes[second] === minus;
    if (dashFollows && isAddress(bytes, first, firstEnd)) return this.#peerIs(first, firstEnd);
    if (
      isAddress(bytes, second, secondEnd) ||
      (!dashFollows && isHostWithPort(bytes, first, firstEnd) && isName(bytes, second, secondEnd))
    ) {
      this.#readHost(bytes, first, firstEnd);
      return this.#peerIs(second, secondEnd);
    }
    return this.#readGlued(bytes, first, firstEnd);
  }

  /** A first word that is the address, or carries the address at its end. */
  #readGlued(bytes: Uint8Array, first: number, end: number): boolean {
    if (isAddress(bytes, first, end)) return this.#peerIs(first, end);
    const afterMarks = afterLastDoubleAt(bytes, first, end);
    if (afterMarks > 0) {
      this.#setHost(bytes, first, endOfPlainHost(bytes, first, end));
      return this.#peerIs(afterMarks, end) && (isAddress(bytes, afterMarks, end) || isName(bytes, afterMarks, end));
    }
    for (let at = first; at < end; at++) {
      if (bytes[at] === colon && isAddress(bytes, at + 1, end)) return this.#pastedFrom(first, at) && this.#peerIs(at + 1, end);
    }
    return this.#readName(bytes, first, end);
  }

  /** A client given by name, perhaps behind `file:`; or an address with the client's port. */
  #readName(bytes: Uint8Array, first: number, end: number): boolean {
    const mark = lastColon(bytes, first, end);
    if (endsWithPort(bytes, first, end)) return isAddress(bytes, first, mark) && this.#peerIs(first, mark);
    if (mark > first && isName(bytes, mark + 1, end)) return this.#pastedFrom(first, mark) && this.#peerIs(mark + 1, end);
    return isName(bytes, first, end) && this.#peerIs(first, end);
  }

  /** `host:port`, or `file:host:port` where such a line was pasted from grep. */
  #readHost(bytes: Uint8Array, first: number, end: number): void {
    const mark = endsWithPort(bytes, first, end) ? lastColon(bytes, first, end) : end;
    // `2001:db8::443` ends like a port, but what stands before it is no address.
    const isBare = isAddress(bytes, first, end) && !isAddress(bytes, first, mark);
    this.#setHost(bytes, first, isBare ? end : mark);
  }

  /** `host`, or `file:host`. */
  #setHost(bytes: Uint8Array, first: number, end: number): void {
    const { shape } = this;
    const before = lastColon(bytes, first, end);
    const pasted = before > first && !isAddress(bytes, first, end) && bytes[end - 1] !== bracketClose;
    if (pasted) this.#pastedFrom(first, before);
    shape.hostStart = pasted ? before + 1 : first;
    shape.hostEnd = end;
  }

  #pastedFrom(start: number, end: number): boolean {
    this.shape.fileStart = start;
    this.shape.fileEnd = end;
    return true;
  }

  #peerIs(start: number, end: number): boolean {
    this.shape.addressStart = start;
    this.shape.addressEnd = end;
    return start < end;
  }

  /** From behind the request's opening quote to the end of the line. */
  #readRequest(bytes: Uint8Array, start: number, last: number): boolean {
    const { shape } = this;
    for (let close = closingQuote(bytes, start, start, last); close >= 0; close = closingQuote(bytes, start, close + 1, last)) {
      const status = close + 2;
      const statusEnd = bytes[close + 1] === blank ? endOfStatus(bytes, status, last) : -1;
      if (statusEnd < 0) continue;
      const sizeEnd = endOfSize(bytes, statusEnd + 1, last);
      if (sizeEnd < 0) continue;
      shape.requestStart = start;
      shape.requestEnd = close;
      shape.statusStart = status;
      shape.statusEnd = statusEnd;
      shape.sizeStart = statusEnd + 1;
      shape.sizeEnd = sizeEnd;
      this.#splitRequest(bytes, start, close);
      this.#readAgent(bytes, sizeEnd, last);
      return true;
    }
    return false;
  }

  #splitRequest(bytes: Uint8Array, start: number, end: number): void {
    const { shape } = this;
    shape.methodStart = shape.methodEnd = shape.targetStart = shape.targetEnd = start;
    const methodEnd = wordEnd(bytes, start, end);
    if (methodEnd === end || !isMethod(bytes, start, methodEnd)) return;
    let target = methodEnd;
    while (target < end && bytes[target] === blank) target++;
    if (target === end) return;
    shape.methodEnd = methodEnd;
    shape.targetStart = target;
    shape.targetEnd = wordEnd(bytes, target, end);
  }

  #readAgent(bytes: Uint8Array, sizeEnd: number, last: number): void {
    const { shape } = this;
    shape.agentStart = shape.agentEnd = shape.refererStart = shape.refererEnd = last;
    if (bytes[sizeEnd] !== blank || bytes[sizeEnd + 1] !== quote || sizeEnd + 1 >= last) return;
    const refererEnd = closingQuote(bytes, sizeEnd + 2, sizeEnd + 2, last);
    if (refererEnd < 0 || refererEnd + 2 >= last || bytes[refererEnd + 1] !== blank || bytes[refererEnd + 2] !== quote) return;
    const agentEnd = closingQuote(bytes, refererEnd + 3, refererEnd + 3, last);
    shape.refererStart = sizeEnd + 2;
    shape.refererEnd = refererEnd;
    shape.agentStart = refererEnd + 3;
    // A line cut inside its last field still tells who asked for what.
    shape.agentEnd = agentEnd < 0 ? last : agentEnd;
  }
}

/** `==> file <==`, which tail(1) puts between several files. */
function isTailHeader(bytes: Uint8Array, first: number, last: number): boolean {
  const [less, equal, greater] = [0x3c, 0x3d, 0x3e];
  return (
    last - first >= 8 &&
    bytes[first] === equal &&
    bytes[first + 1] === equal &&
    bytes[first + 2] === greater &&
    bytes[last - 3] === less &&
    bytes[last - 2] === equal &&
    bytes[last - 1] === equal
  );
}

function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== blank) at++;
  return at;
}

/**
 * Start of the last entry where a list such as `203.0.113.7, 198.51.100.2` begins: `X-Forwarded-For` logged in the
 * address's place. The last entry is the one that the nearest proxy wrote and no client made up.
 */
function lastOfList(bytes: Uint8Array, start: number, last: number): number {
  let at = start;
  for (let end = wordEnd(bytes, at, last); end < last && bytes[end - 1] === comma; end = wordEnd(bytes, at, last)) at = end + 1;
  return at;
}

/**
 * Does this word look like an IPv4 or IPv6 address? Digits and three dots, or hexadecimal with two colons or more
 * (with a zone, or an IPv4 tail). Cheap on purpose: it tells an address from `host:port`; canonical text is made later.
 */
function isAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > longestAddress) return false;
  let dots = 0;
  let colons = 0;
  let letters = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) continue;
    if (byte === dot) dots++;
    else if (byte === colon) colons++;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66) letters++;
    else if (byte === 0x25 && colons >= 2) return at > start;
    else return false;
  }
  if (colons === 0) return dots === 3 && letters === 0 && end - start >= 7;
  if (bytes[end - 1] === colon && bytes[end - 2] !== colon) return false;
  return colons >= 2 && colons <= 8 && (dots === 0 || dots === 3);
}

/** `host:port`, which `2001:db8::443` is not. */
const isHostWithPort = (bytes: Uint8Array, start: number, end: number): boolean =>
  endsWithPort(bytes, start, end) && !isAddress(bytes, start, end);

/** Letters, digits and what host names and log names are made of. */
function isName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    const digit = byte >= 0x30 && byte <= 0x39;
    if (!letter && !digit && byte !== dot && byte !== minus && byte !== colon && byte !== 0x5f) return false;
  }
  return start < end;
}

function isMethod(bytes: Uint8Array, start: number, end: number): boolean {
  if (end === start || end - start > longestMethod) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    if (!letter && byte !== minus && byte !== 0x5f) return false;
  }
  return true;
}

function lastColon(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at >= start && bytes[at] !== colon) at--;
  return at >= start ? at : -1;
}

function endsWithPort(bytes: Uint8Array, start: number, end: number): boolean {
  const mark = lastColon(bytes, start, end);
  if (mark <= start || end - mark < 2 || end - mark > 6) return false;
  for (let at = mark + 1; at < end; at++) if ((bytes[at] ?? 0) < 0x30 || (bytes[at] ?? 0) > 0x39) return false;
  return true;
}

/** Behind the last `@@` of Plesk's `host@@port@@`, or -1. */
function afterLastDoubleAt(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 2; at > start; at--) if (bytes[at] === atSign && bytes[at + 1] === atSign) return at + 2;
  return -1;
}

function endOfPlainHost(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== atSign) at++;
  return at;
}

/** The first quote at or after `from` that no backslash escapes (an even number of backslashes before it), or -1. */
function closingQuote(bytes: Uint8Array, fieldStart: number, from: number, last: number): number {
  for (let at = from; at < last; at++) {
    if (bytes[at] !== quote) continue;
    let escapes = at;
    while (escapes > fieldStart && bytes[escapes - 1] === backslash) escapes--;
    if ((at - escapes) % 2 === 0) return at;
  }
  return -1;
}

/** End of `200` or `-` followed by a blank, or -1. */
function endOfStatus(bytes: Uint8Array, start: number, last: number): number {
  const end = wordEnd(bytes, start, last);
  if (end === last) return -1;
  if (end - start === 1 && bytes[start] === minus) return end;
  return end - start === 3 && allDigits(bytes, start, end) ? end : -1;
}

/** End of the size, digits or `-`, or -1. */
function endOfSize(bytes: Uint8Array, start: number, last: number): number {
  const end = wordEnd(bytes, start, last);
  if (end - start === 1 && bytes[start] === minus) return end;
  return end > start && allDigits(bytes, start, end) ? end : -1;
}

function allDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) < 0x30 || (bytes[at] ?? 0) > 0x39) return false;
  return true;
}
