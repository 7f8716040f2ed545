import { type ToEpoch, utcEpoch } from './local-epoch.ts';

// Zone names stand in the log of a site, so anything may stand there.
const mostZones = 64;
/** Working an offset out is slow, and a site's own log may jump from hour to hour. */
const mostHours = 1_000;
const numericOffset = /^([+-])(\d\d):(\d\d)$/;
const hourSeconds = 3600;

/**
 * Reads clock readings of a named zone, the way PHP names it in its error log (`UTC`, `Europe/Berlin`, `+02:00`).
 * Gives null for a zone that nobody knows.
 */
export function createZoneReader(): (name: string) => ToEpoch | null {
  const readers = new Map<string, ToEpoch | null>();
  return (name) => {
    if (name === 'UTC') return utcEpoch;
    const known = readers.get(name);
    if (known !== undefined) return known;
    if (readers.size >= mostZones) return null;
    const reader = zoneReader(name);
    readers.set(name, reader);
    return reader;
  };
}

function zoneReader(name: string): ToEpoch | null {
  const numeric = numericOffset.exec(name);
  if (numeric !== null) {
    const seconds = (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * hourSeconds + Number(numeric[3]) * 60);
    return (...reading) => utcEpoch(...reading) - seconds;
  }
  const offsetAt = offsetsOf(name);
  return offsetAt === null ? null : rememberingReader(offsetAt);
}

/** Zones change their offset on the full hour, so that it need be worked out only once an hour of log. */
function rememberingReader(offsetAt: (epoch: number) => number): ToEpoch {
  const known = new Map<number, number>();
  return (...reading) => {
    const asUtc = utcEpoch(...reading);
    const hour = Math.floor(asUtc / hourSeconds);
    let offset = known.get(hour);
    if (offset === undefined) {
      // The offset in force is the one at the very moment we look for: from a first guess the second is right.
      offset = offsetAt(asUtc - offsetAt(asUtc));
      if (known.size >= mostHours) known.clear();
      known.set(hour, offset);
    }
    return asUtc - offset;
  };
}

/** Seconds to add to UTC in a zone at a moment; null for a zone that Intl does not know. */
function offsetsOf(timeZone: string): ((epoch: number) => number) | null {
  let format: Intl.DateTimeFormat;
  try {
    const twoDigits = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: twoDigits,
      day: twoDigits,
      hour: twoDigits,
      minute: twoDigits,
      second: twoDigits,
    });
  } catch {
    return null;
  }
  return (epoch) => {
    const parts = Object.fromEntries(format.formatToParts(epoch * 1000).map(({ type, value }) => [type, Number(value)]));
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return utcEpoch(year, month, day, hour, minute, second) - epoch;
  };
}
