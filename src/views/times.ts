import { count } from './numbers.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A moment as it is shown: short for a table, full for a tooltip, machine-readable for `<time>`. */
export interface TimeText {
  readonly iso: string;
  /** `09:41:07`; with the date when it is not today: `21 Nov 09:41:07`. */
  readonly short: string;
  /** `22 Nov 2026, 09:41:07 CET`. */
  readonly full: string;
  /** `3 min ago`. */
  readonly relative: string;
}

/** Tells times in one zone, seen from one moment. */
export interface Clock {
  readonly nowEpochMs: number;
  /** Name of the zone now: `CET`, `GMT-3`. */
  readonly zone: string;
  /** Null for null and for text that is no time. */
  tell(iso: string): TimeText;
  tell(iso: string | null): TimeText | null;
  /** Hours and minutes: `09:41`, with the date when it is not today. */
  minute(epochMs: number): string;
}

/** `now`, `5 s ago`, `3 min ago`, `2 h ago`, `4 days ago`; `in 3 min` for a time that is still to come. */
export function relativeTime(iso: string, nowEpochMs: number): string {
  const elapsedMs = nowEpochMs - Date.parse(iso);
  if (Number.isNaN(elapsedMs)) return '';
  if (Math.abs(elapsedMs) < 1000) return 'now';
  const length = durationText(Math.abs(elapsedMs));
  return elapsedMs < 0 ? `in ${length}` : `${length} ago`;
}

/** A length of time in its largest unit: `5 s`, `3 min`, `2 h`, `4 days`. */
export function durationText(ms: number): string {
  if (ms < minuteMs) return `${count(Math.floor(ms / 1000))} s`;
  if (ms < hourMs) return `${count(Math.floor(ms / minuteMs))} min`;
  if (ms < 2 * dayMs) return `${count(Math.floor(ms / hourMs))} h`;
  return `${count(Math.floor(ms / dayMs))} days`;
}

/**
 * A clock for one page or one table. `timeZone` is an IANA name or an offset, as Intl takes it; left out, the machine's own.
 * Intl is not touched before the first time is told: waking it costs as much as half of Node's own start.
 */
export function clockAt(nowEpochMs: number, timeZone?: string): Clock {
  let woken: Zone | undefined;
  const zone = (): Zone => (woken ??= zoneAt(nowEpochMs, timeZone));

  const dayBefore = (fields: Fields): string => {
    const { today } = zone();
    if (fields.year !== today.year) return `${fields.day} ${fields.month} ${fields.year} `;
    return fields.day === today.day && fields.month === today.month ? '' : `${fields.day} ${fields.month} `;
  };
  function tell(iso: string): TimeText;
  function tell(iso: string | null): TimeText | null;
  function tell(iso: string | null): TimeText | null {
    const epochMs = iso === null ? NaN : Date.parse(iso);
    if (iso === null || Number.isNaN(epochMs)) return null;
    const fields = fieldsOf(zone().format, epochMs);
    const time = `${fields.hour}:${fields.minute}:${fields.second}`;
    return {
      iso: new Date(epochMs).toISOString(),
      short: `${dayBefore(fields)}${time}`,
      full: `${fields.day} ${fields.month} ${fields.year}, ${time} ${fields.zone}`,
      relative: relativeTime(iso, nowEpochMs),
    };
  }
  return {
    nowEpochMs,
    get zone() {
      return zone().today.zone;
    },
    tell,
    minute: (epochMs) => {
      const fields = fieldsOf(zone().format, epochMs);
      return `${dayBefore(fields)}${fields.hour}:${fields.minute}`;
    },
  };
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly today: Fields;
}

function zoneAt(nowEpochMs: number, timeZone: string | undefined): Zone {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return { format, today: fieldsOf(format, nowEpochMs) };
}

interface Fields {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly zone: string;
}

function fieldsOf(format: Intl.DateTimeFormat, epochMs: number): Fields {
  const parts = format.formatToParts(epochMs);
  const field = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: field('year'),
    month: field('month'),
    day: field('day'),
    hour: field('hour'),
    minute: field('minute'),
    second: field('second'),
    zone: field('timeZoneName'),
  };
}
