import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ErrorLogKind } from '../../../../src/model/log-catalog.ts';
import type { ErrorLogToRead } from '../../../../src/sources/error-logs/error-log.ts';

/** A folder of its own for the files of one test file; it is gone afterwards. */
export function logFolder() {
  const path = mkdtempSync(join(tmpdir(), 'active-connections-errors-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  const write = (name: string, content: string | Uint8Array): string => {
    const file = join(path, name);
    writeFileSync(file, content);
    return file;
  };
  return { path, write };
}

export const systemLog = (path: string, kind: ErrorLogKind | null = null, site: string | null = null): ErrorLogToRead => ({
  path,
  kind,
  site,
  trust: { in: 'system' },
});

const two = (number: number): string => String(number).padStart(2, '0');

/** A line of a site's PHP log, so many seconds after six o'clock UTC. */
export const phpLine = (seconds: number, message = 'PHP Warning:  x in /srv/x.php on line 3'): string =>
  `[22-Nov-2026 06:${two(Math.floor(seconds / 60))}:${two(seconds % 60)} UTC] ${message}\n`;
