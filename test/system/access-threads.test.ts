import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { because, needs } from '../needs.ts';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const folder = mkdtempSync(join(tmpdir(), 'active-connections-threads-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A log large enough for two threads, of few and long lines, so that it is made quickly. */
function largeLog(): string {
  const path = join(folder, 'large.log');
  writeFileSync(path, '');
  const line = (at: number): string =>
    `203.0.113.${String(at % 250)} - - [22/Nov/2026:06:39:45 +0000] "GET /page-${String(at % 90)}?${'x'.repeat(8000)} HTTP/1.1" 200 5 "-" "Mozilla/5.0"\n`;
  for (let block = 0; block < 70; block++) appendFileSync(path, Array.from({ length: 500 }, (_, at) => line(block * 500 + at)).join(''));
  expect(statSync(path).size).toBeGreaterThan(256 * 1024 * 1024);
  return path;
}

const able = needs.program('taskset');

it.skipIf(!able)(`the command answers with two processors what it answers with one${because(able, 'needs taskset')}`, () => {
  const path = largeLog();
  const words = [process.execPath, bundle, 'pages', path, '--json', '--top', 'all'];
  const options = { encoding: 'utf8' as const, maxBuffer: 1 << 30, env: { PATH: '/usr/bin:/bin' } };
  const one = execFileSync('taskset', ['-c', '0', ...words], options);
  const two = execFileSync(words[0] ?? '', words.slice(1), options);
  expect(two === one).toBe(true);
  expect(JSON.parse(two)).toMatchObject({ lines: 35_000, parsed: 35_000, distinct: { pages: 90, addresses: 250 } });
});
