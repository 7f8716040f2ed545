/** Numbers and names as the sentences of rules say them. */

/** 12345 → `12,345`. */
const grouped = (n: number): string =>
  Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 try`, `1,204 tries`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** A length of time in the unit a person would choose: `40 seconds`, `1 minute`, `24 hours`, `3 days`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return counted(whole, 'second');
  if (whole < 2 * 3600) return counted(Math.round(whole / 60), 'minute');
  if (whole <= 2 * 86_400) return counted(Math.round(whole / 3600), 'hour');
  return counted(Math.round(whole / 86_400), 'day');
}

/** ` within 10 minutes`; nothing where there is no time. */
export const within = (seconds: number | null): string => (seconds === null ? '' : ` within ${duration(seconds)}`);

/** Per cent of a whole, rounded: 0 where there is no whole. */
export const percentOf = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(100, Math.round((100 * part) / whole)));

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** ` on alice.example and bob.example`; nothing where no site is known. */
export const onSites = (sites: readonly string[]): string => (sites.length === 0 ? '' : ` on ${listed(sites)}`);

/** A name that somebody else wrote, short enough for a sentence: its beginning and its end. */
export const shortened = (name: string, most = 80): string =>
  name.length <= most ? name : `${name.slice(0, Math.ceil((most * 2) / 3))}…${name.slice(name.length - Math.floor(most / 3))}`;
