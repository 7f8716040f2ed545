/** However many pages, addresses and user agents an attacker makes up: memory stays bounded, and the busiest page is found. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { kernelForEsbuild } from '../../build/kernel.mjs';
import { expect, it } from 'vitest';
import type { CountedKeys } from '../../src/sources/access-logs/access-tally.ts';
import { fileTree } from '../file-tree.ts';

const distinct = 1_500_000;
const attacked = 100_000;
const mostMiB = 400;

interface Outcome {
  readonly lines: number;
  readonly parsed: number;
  readonly bytes: number;
  readonly pages: CountedKeys;
  readonly addresses: CountedKeys;
  readonly residentMiB: { readonly before: number; readonly most: number };
  readonly seconds: number;
}

/** Every line another page, address and agent, but for those of one attacker among them. */
function writeFlood(path: string): void {
  const file = openSync(path, 'w');
  let lines: string[] = [];
  const attackEvery = distinct / attacked;
  for (let number = 0; number < distinct; number++) {
    const address = `2001:db8:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}::7`;
    lines.push(
      `${address} - - [22/Nov/2026:06:39:45 +0000] "GET /made-up/${String(number)}?x=${String(number * 7)} HTTP/1.1" 404 1234 "-" "agent ${String(number)}"\n`,
    );
    if (number % attackEvery === 0)
      lines.push('203.0.113.66 - - [22/Nov/2026:06:39:45 +0000] "POST /wp-login.php HTTP/1.1" 200 1234 "-" "Mozilla/5.0"\n');
    if (lines.length > 10_000) {
      writeSync(file, lines.join(''));
      lines = [];
    }
  }
  writeSync(file, lines.join(''));
  closeSync(file);
}

it(`${String(distinct)} made-up pages, addresses and agents are read in less than ${String(mostMiB)} MiB`, async () => {
  const folder = fileTree({});
  const program = join(folder, 'read.cjs');
  const entry = new URL('access-memory.entry.ts', import.meta.url).pathname;
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    plugins: [kernelForEsbuild()],
  });
  const log = join(folder, 'flood');
  writeFlood(log);

  const { lines, parsed, bytes, pages, addresses, residentMiB, seconds } = JSON.parse(
    execFileSync(process.execPath, [program, log], { encoding: 'utf8' }),
  ) as Outcome;

  const mebibytes = bytes / (1 << 20);
  console.log(
    `${mebibytes.toFixed(0)} MiB of log, ${String(lines)} lines: ${residentMiB.most.toFixed(0)} MiB resident at most (${residentMiB.before.toFixed(0)} before), ` +
      `${(mebibytes / seconds).toFixed(0)} MiB/s; pages ± ${String(pages.errorBound)}, addresses ± ${String(addresses.errorBound)}`,
  );
  expect(parsed).toBe(distinct + attacked);
  expect(residentMiB.most).toBeLessThan(mostMiB);
  for (const [list, busiest] of [
    [pages, '/wp-login.php'],
    [addresses, '203.0.113.66'],
  ] as const) {
    expect(list.errorBound).toBeGreaterThan(0);
    expect(list.errorBound).toBeLessThan(20);
    expect(list.top[0]?.key).toBe(busiest);
    expect(list.top[0]?.requests).toBeLessThanOrEqual(attacked);
    expect((list.top[0]?.requests ?? 0) + list.errorBound).toBeGreaterThanOrEqual(attacked);
  }
});
