/** A made-up, repeatable log of a busy hosting server, for tests that need many lines. */
import { stampOf } from './log-arbitraries.ts';

/** Numbers in [0, 1), the same in every run (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const methods = ['GET', 'GET', 'GET', 'GET', 'POST', 'HEAD', 'PROPFIND'];
const statuses = ['200', '200', '200', '301', '304', '403', '404', '499', '500'];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101',
  'curl/8.5.0',
  '-',
  'bot \\"x\\" ends in \\\\',
  'Mozilla/5.0 \\xfc',
];

/** `count` well-formed combined lines: every request has a method, a target and a protocol, no user has a blank. */
export function busyLog(count: number, seed: number): string {
  const next = numbersFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  // Small numbers far more often than large ones, as busy pages and addresses are.
  const skewed = (below: number): number => Math.floor(next() ** 4 * below);
  const target = (): string => {
    const kind = next();
    if (kind < 0.5) return `/page-${String(skewed(2000))}.html`;
    if (kind < 0.7) return `/search?q=${String(skewed(50_000))}&x=a%20b`;
    if (kind < 0.8)
      return pick([
        '/',
        '//xmlrpc.php',
        '/wp-login.php',
        '*',
        'http://other.example/',
        '/a\\"b',
        '/b\\xfccher',
        '/\\\\',
        "/'$7",
        '/ä'.normalize('NFC'),
      ]);
    return `/wp-content/uploads/${String(skewed(5000))}.webp`;
  };
  const address = (): string =>
    next() < 0.15 ? `2001:db8::${skewed(500).toString(16)}` : `203.0.${String(skewed(8))}.${String(skewed(250))}`;
  const start = Date.UTC(2026, 10, 22) / 1000;
  const lines: string[] = [];
  for (let line = 0; line < count; line++) {
    // In order of completion, stamped with the start: some lines step back.
    const epoch = start + Math.floor((line / count) * 80_000) - Math.floor(next() ** 8 * 120);
    const size = next() < 0.1 ? '-' : String(skewed(200_000));
    lines.push(
      `${address()} - ${next() < 0.02 ? 'bob' : '-'} [${stampOf(epoch, 60)}] "${pick(methods)} ${target()} HTTP/1.1" ${pick(statuses)} ${size} "-" "${pick(agents)}"\n`,
    );
  }
  return lines.join('');
}
