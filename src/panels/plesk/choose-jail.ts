const week = 'plesk-one-week-ban';
const permanent = 'plesk-permanent-ban';
const weekSeconds = 7 * 86_400;

/**
 * The jail for a ban by hand, of those that run; undefined when none fits. Plesk's own jails for it come first: a week, or
 * for ever when the order is for longer. Then the one for repeat offenders (a week, all ports), at last the web server's.
 */
export function chooseJail(running: readonly string[], secondsAsked: number | null): string | undefined {
  const forLong = secondsAsked === null || secondsAsked > weekSeconds;
  const wanted = [...(forLong ? [permanent, week] : [week, permanent]), 'recidive', 'plesk-apache'];
  return wanted.find((jail) => running.includes(jail));
}

/** Jails that a person fills; the others are filled by what Fail2Ban sees. */
export const cutsAllPorts = (jail: string): boolean => [week, permanent, 'recidive'].includes(jail);
