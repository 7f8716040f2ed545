/** Seconds since 1970 of a clock reading; `month` is 1 to 12. */
export type ToEpoch = (year: number, month: number, day: number, hour: number, minute: number, second: number) => number;

/** The reading taken as UTC. */
export const utcEpoch: ToEpoch = (year, month, day, hour, minute, second) => Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

/**
 * The reading taken as this machine's local time, which is what Apache, nginx and PHP-FPM write: their stamps name no
 * zone. In the hour that summer time repeats, the first of the two is meant.
 *
 * The minute is remembered, because the lines of a log come by the hundred a minute and a local date is dear.
 */
export function createLocalEpoch(): ToEpoch {
  let knownMinute = '';
  let knownEpoch = 0;
  return (year, month, day, hour, minute, second) => {
    const key = `${year}-${month}-${day} ${hour}:${minute}`;
    if (key !== knownMinute) {
      knownMinute = key;
      knownEpoch = new Date(year, month - 1, day, hour, minute).getTime() / 1000;
    }
    return knownEpoch + second;
  };
}
