/**
 * Reads the time stamp of an access log, `22/Nov/2026:06:39:45 +0000` (Apache's %t without brackets, nginx's
 * $time_local): English month names, whole seconds, and the offset belongs to the line, because it changes inside a file
 * at summer time.
 */
export const stampLength = 26;

const slash = 0x2f;
const colon = 0x3a;
const blank = 0x20;
const plus = 0x2b;
const minus = 0x2d;
const zero = 0x30;

/** Bytes of the stamp that decide its day: `dd/Mon/yyyy`, and behind `:HH:MM:SS` the zone. */
const dayLength = 11;
const zoneAt = 20;

const monthOf = new Map(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, at) => [name, at]));

/**
 * Turns stamps into seconds since 1970. Neighbouring lines mostly share their day and offset, so the last ones are
 * kept and compared by bytes; everything else is read in full.
 */
export class StampReader {
  readonly #known = new Uint8Array(stampLength);
  #knownDayEpoch = NaN;

  /** Seconds since 1970 of the 26 bytes at `start`, or NaN when they are no time stamp. The caller checked that there are 26. */
  read(bytes: Uint8Array, start: number): number {
    const seconds = secondsOfDay(bytes, start + dayLength);
    if (Number.isNaN(seconds)) return NaN;
    if (!this.#sameDay(bytes, start)) {
      const dayEpoch = readDay(bytes, start);
      if (Number.isNaN(dayEpoch)) return NaN;
      this.#known.set(bytes.subarray(start, start + stampLength));
      this.#knownDayEpoch = dayEpoch;
    }
    return this.#knownDayEpoch + seconds;
  }

  #sameDay(bytes: Uint8Array, start: number): boolean {
    for (let at = 0; at < dayLength; at++) if (this.#known[at] !== bytes[start + at]) return false;
    for (let at = zoneAt; at < stampLength; at++) if (this.#known[at] !== bytes[start + at]) return false;
    return true;
  }
}

/** Cheap look at the punctuation: is this place worth reading as a time stamp? */
export function looksLikeStamp(bytes: Uint8Array, start: number): boolean {
  return bytes[start + 2] === slash && bytes[start + 6] === slash && bytes[start + 11] === colon && bytes[start + zoneAt] === blank;
}

/** Of `:HH:MM:SS`, or NaN. */
function secondsOfDay(bytes: Uint8Array, start: number): number {
  const hour = digits(bytes, start + 1, 2);
  const minute = digits(bytes, start + 4, 2);
  const second = digits(bytes, start + 7, 2);
  if (bytes[start] !== colon || bytes[start + 3] !== colon || bytes[start + 6] !== colon) return NaN;
  // A leap second is written as 60.
  return hour <= 23 && minute <= 59 && second <= 60 ? hour * 3600 + minute * 60 + second : NaN;
}

/** When a day of a zone begins, or NaN. */
function readDay(bytes: Uint8Array, start: number): number {
  if (!looksLikeStamp(bytes, start)) return NaN;
  const day = digits(bytes, start, 2);
  const month = monthOf.get(String.fromCharCode(bytes[start + 3] ?? 0, bytes[start + 4] ?? 0, bytes[start + 5] ?? 0));
  const year = digits(bytes, start + 7, 4);
  const offset = readOffset(bytes, start + zoneAt + 1);
  // Digits alone do not make a date; and Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (month === undefined || !(year >= 1970) || !(day >= 1)) return NaN;
  const midnight = Date.UTC(year, month, day);
  // Date.UTC rolls 31 February over into March; such a stamp is broken.
  return new Date(midnight).getUTCDate() === day ? midnight / 1000 - offset : NaN;
}

/** Seconds east of UTC of `+hhmm`, or NaN. */
function readOffset(bytes: Uint8Array, start: number): number {
  const sign = bytes[start] === plus ? 1 : bytes[start] === minus ? -1 : NaN;
  const hours = digits(bytes, start + 1, 2);
  const minutes = digits(bytes, start + 3, 2);
  return hours <= 14 && minutes <= 59 ? sign * (hours * 3600 + minutes * 60) : NaN;
}

function digits(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
