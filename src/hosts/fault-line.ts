import { cutInTheMiddle } from '../views/printable.ts';

/** The message and where it came from, safe to print; the rest of a stack helps nobody who reads a terminal or a log. */
export function faultLine(error: unknown): string {
  if (!(error instanceof Error)) return cutInTheMiddle(String(error), 400);
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1];
  return cutInTheMiddle(place === undefined ? error.message : `${error.message} (at ${place})`, 400);
}
