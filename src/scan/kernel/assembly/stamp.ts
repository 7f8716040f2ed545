import { blank, colon, minus, plus, slash, zero } from './bytes';

/**
 * Time stamps of access logs, `22/Nov/2026:06:39:45 +0000` (Apache's %t without brackets, nginx's $time_local): English
 * month names, whole seconds, and the offset belongs to the line, because it changes inside a file at summer time.
 */
export const stampBytes: usize = 26;

/** Stands for "no time". */
export const never: i64 = i64.MIN_VALUE;

const hourAt: usize = 12;
const zoneAt: usize = 20;
const daySeconds: i64 = 86400;

/** The bytes of the last day and offset that were read, `dd/Mon/yyyy:` and ` +hhmm`, and when that day began. */
let knownDayAndMonth: u64 = 0;
let knownYear: u32 = 0;
let knownZone: u64 = 0;
let knownEpoch: i64 = never;

/** Seconds since 1970 of the 26 bytes at `at`, or `never` when they are no time stamp. */
@inline
export function readStamp(at: usize): i64 {
  const seconds = readClock(load<u64>(at, hourAt));
  if (seconds < 0) return never;
  // The two bytes before the zone are the seconds' own.
  const zone = load<u64>(at, zoneAt - 2) >> 16;
  if (load<u64>(at) != knownDayAndMonth || load<u32>(at, 8) != knownYear || zone != knownZone) {
    const epoch = readDay(at);
    if (epoch == never) return never;
    knownDayAndMonth = load<u64>(at);
    knownYear = load<u32>(at, 8);
    knownZone = zone;
    knownEpoch = epoch;
  }
  return knownEpoch + seconds;
}

/** Seconds of `HH:MM:SS`, its eight bytes in one number (the first one lowest), or -1. */
@inline
function readClock(text: u64): i64 {
  // Digits become 0 … 9 and colons 0; adding 0x76 to a digit and 0x7f to a colon then reaches 0x80 where they were not.
  const digits = text ^ 0x30303a30303a3030;
  if (((digits | (digits + 0x76767f76767f7676)) & 0x8080808080808080) != 0) return -1;
  // Each tens digit and its neighbour become one number, where the ones digit was.
  const pairs = digits * 10 + (digits >> 8);
  const hour = pairs & 0xff;
  const minute = (pairs >> 24) & 0xff;
  const second = (pairs >> 48) & 0xff;
  // A leap second is written as 60.
  if (hour > 23 || minute > 59 || second > 60) return -1;
  return <i64>(hour * 3600 + minute * 60 + second);
}

/** When the day of a stamp began, by its own offset, or `never`. */
function readDay(at: usize): i64 {
  if (load<u8>(at, 2) != slash || load<u8>(at, 6) != slash || load<u8>(at, 11) != colon || load<u8>(at, zoneAt) != blank) return never;
  const day = number(at, 2);
  const month = monthOf(at + 3);
  const year = number(at + 7, 4);
  const offset = readOffset(at + zoneAt + 1);
  if (day < 1 || month < 0 || year < 1970 || offset == noOffset || day > daysIn(month, year)) return never;
  return daysSince1970(year, month, day) * daySeconds - offset;
}

/** 0 … 11, or -1. */
function monthOf(at: usize): i32 {
  const names = 'JanFebMarAprMayJunJulAugSepOctNovDec';
  for (let month = 0; month < 12; month++) {
    const first = 3 * month;
    if (
      load<u8>(at) == <u8>names.charCodeAt(first) &&
      load<u8>(at, 1) == <u8>names.charCodeAt(first + 1) &&
      load<u8>(at, 2) == <u8>names.charCodeAt(first + 2)
    ) {
      return month;
    }
  }
  return -1;
}

const noOffset = i32.MIN_VALUE;

/** Seconds east of UTC of `+hhmm`, or `noOffset`. */
function readOffset(at: usize): i32 {
  const sign = load<u8>(at);
  const hours = number(at + 1, 2);
  const minutes = number(at + 3, 2);
  if ((sign != plus && sign != minus) || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return noOffset;
  const seconds = hours * 3600 + minutes * 60;
  return sign == plus ? seconds : -seconds;
}

/** The number that `length` digits write, or -1. */
function number(at: usize, length: i32): i32 {
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = <u8>(load<u8>(at + index) - zero);
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(month: i32, year: i32): i32 {
  if (month == 1) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
}

/** Days from 1 January 1970 to a day of the Gregorian calendar. Years begin in March here, so that leap days come last. */
function daysSince1970(year: i32, month: i32, day: i32): i64 {
  if (month < 2) {
    year -= 1;
    month += 12;
  }
  const leapDays = year / 4 - year / 100 + year / 400;
  const dayOfYear = (153 * (month - 2) + 2) / 5 + day - 1;
  return <i64>365 * year + leapDays + dayOfYear - 719468;
}
