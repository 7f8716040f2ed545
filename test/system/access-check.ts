import { join } from 'node:path';
import { expect } from 'vitest';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { siteOfLogName } from '../../src/model/log-name.ts';
import { readAccessLogs } from '../../src/sources/access-logs/read-access-logs.ts';
import { givenReading } from '../access-readings.ts';
import type { KnownRequest } from './access-requests.ts';

/** Reads logs and holds every count against the requests that were sent. */
export async function checkAgainstLogs(
  folder: string,
  names: readonly string[],
  requests: readonly KnownRequest[],
  statuses: readonly string[],
): Promise<void> {
  const { tally } = await readAccessLogs(
    names.map((name) => ({ path: join(folder, name), kind: 'access', site: siteOfLogName(name), trust: { in: 'system' } })),
    givenReading,
  );
  const counts = (list: readonly { readonly key: string; readonly requests: number }[]): Record<string, number> =>
    Object.fromEntries(list.map(({ key, requests: count }) => [key, count]));
  const withPage = requests.flatMap((request) => (request.page === null ? [] : [{ ...request, page: request.page }]));

  expect(tally.skippedSamples).toEqual([]);
  expect(tally).toMatchObject({
    lines: requests.length,
    parsed: requests.length,
    skipped: 0,
    withoutPage: requests.length - withPage.length,
  });
  expect(counts(tally.pages.top)).toEqual(countOf(withPage.map(({ page }) => page)));
  expect(tally.methods).toEqual(countOf(withPage.map(({ method }) => method)));
  expect(counts(tally.addresses.top)).toEqual(countOf(requests.map(({ address }) => parseIpAddress(address) ?? address)));
  expect(counts(tally.agents.top)).toEqual(countOf(requests.map(({ agent }) => agent)));
  expect(counts(tally.sites.top)).toEqual(countOf(requests.map(({ site }) => site)));
  expect(tally.statuses).toEqual(countOf(statuses));
  const now = Date.now() / 1000;
  expect(tally.oldestEpoch).toBeGreaterThan(now - 600);
  expect(tally.newestEpoch).toBeLessThanOrEqual(now);
}

function countOf(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
