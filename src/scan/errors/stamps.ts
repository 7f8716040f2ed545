import type { ToEpoch } from './local-epoch.ts';
import type { createZoneReader } from './zone-epoch.ts';

/** How the stamps of a log become moments: machine time for those without a zone, and a reader for named zones. */
export interface StampClock {
  readonly local: ToEpoch;
  readonly zone: ReturnType<typeof createZoneReader>;
}

/** A stamp at the beginning of a line: its moment and where it ended. */
export interface Stamp {
  readonly epochSeconds: number;
  readonly end: number;
  /** The zone as written, or null. */
  readonly zone: string | null;
}

const months: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const apacheShape = /^\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]?\d) (\d\d):(\d\d):(\d\d)(?:\.\d{1,9})? (\d{4})\] ?/;
const nginxShape = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) /;
const phpShape = /^\[(\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?: ([A-Za-z0-9_+/:-]{1,40}))?\] /;

/** `[Sun Nov 22 06:39:45.123456 2026] ` of Apache; machine time. */
export function apacheStamp(line: string, clock: StampClock): Stamp | null {
  const found = apacheShape.exec(line);
  if (found === null) return null;
  const [whole, monthName, day, hour, minute, second, year] = found;
  return stamp(clock.local, whole, [year, monthNumber(monthName), day, hour, minute, second], null);
}

/** `2026/11/22 07:01:05 ` of nginx; machine time. */
export function nginxStamp(line: string, clock: StampClock): Stamp | null {
  const found = nginxShape.exec(line);
  if (found === null) return null;
  const [whole, ...parts] = found;
  return stamp(clock.local, whole, parts, null);
}

/** `[22-Nov-2026 06:39:45] ` of PHP-FPM (machine time), with a zone in a site's own log: `[22-Nov-2026 06:39:45 UTC] `. */
export function phpStamp(line: string, clock: StampClock): Stamp | null {
  const found = phpShape.exec(line);
  if (found === null) return null;
  const [whole, day, monthName, year, hour, minute, second, zone] = found;
  const toEpoch = zone === undefined ? clock.local : (clock.zone(zone) ?? clock.local);
  return stamp(toEpoch, whole, [year, monthNumber(monthName), day, hour, minute, second], zone ?? null);
}

/** 1 to 12, or 0 for what is no month. */
const monthNumber = (name: string | undefined): number => months.indexOf(name ?? '') + 1;

function stamp(toEpoch: ToEpoch, whole: string, parts: readonly (string | number | undefined)[], zone: string | null): Stamp | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const possible = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
  return possible ? { epochSeconds: toEpoch(year, month, day, hour, minute, second), end: whole.length, zone } : null;
}
