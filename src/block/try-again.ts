const [shortestWaitSeconds, longestWaitSeconds] = [300, 86_400];

/**
 * Whether it is time to try again what failed: each try runs programs and adds lines to the journal, so the wait grows with the time
 * that it has been wanted, to a day.
 * @param wantedEpoch since when it is wanted
 * @param failedEpoch when it last failed; null = it was not tried yet
 */
export function isTimeToTry(wantedEpoch: number, failedEpoch: number | null, nowEpoch: number): boolean {
  if (failedEpoch === null) return true;
  const waitSeconds = Math.min(longestWaitSeconds, Math.max(shortestWaitSeconds, failedEpoch - wantedEpoch));
  // Also when the clock was set back since then.
  return Math.abs(nowEpoch - failedEpoch) >= waitSeconds;
}
