/** Reads the logs named on its command line and prints what that took, for access-memory.test.ts to run on its own. */
import { readAccessLogs } from '../../src/sources/access-logs/read-access-logs.ts';
import { givenReading } from '../access-readings.ts';

const logs = process.argv.slice(2).map((path) => ({ path, kind: 'access' as const, site: null, trust: { in: 'system' as const } }));

const before = process.resourceUsage().maxRSS;
const started = performance.now();

void readAccessLogs(logs, { ...givenReading, limit: 20 }).then(({ tally }) => {
  const seconds = (performance.now() - started) / 1000;
  const { lines, parsed, bytes, pages, addresses } = tally;
  const residentMiB = { before: before / 1024, most: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify({ lines, parsed, bytes, pages, addresses, residentMiB, seconds }));
});
