import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ok } from '../../../../src/model/result.ts';
import { readGivenSockets } from '../../../../src/sources/sockets/read-given.ts';

const folder = mkdtempSync(join(tmpdir(), 'given-sockets-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): { readonly path: string } {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path };
}

const netstat = 'tcp        0      0 192.0.2.10:443          198.51.100.8:51000      ESTABLISHED\n';
const ss = 'tcp LISTEN 0 511 *:443 *:*\n';

describe('sockets of given text', () => {
  it('of several files are one table', () => {
    const files = [file('netstat.txt', netstat), file('ss.txt', ss)];
    expect(readGivenSockets(files)).toMatchObject({
      table: {
        rows: [{ peerAddress: '198.51.100.8' }, { listening: true }],
        source: files.map(({ path }) => path).join(', '),
        formats: ['netstat', 'ss'],
        takenAt: null,
        ownAddresses: [],
        hasListeners: true,
      },
      problems: [],
    });
  });

  it('without a listening one have no known direction', () => {
    expect(readGivenSockets([file('netstat.txt', netstat)]).table.hasListeners).toBe(false);
  });

  it('may come from standard input', () => {
    const { table } = readGivenSockets([{ name: 'standard input', read: ok(Buffer.from(netstat)) }]);
    expect(table).toMatchObject({ source: 'standard input', rows: { length: 1 } });
  });

  it('may come through a pipe, of which nobody knows the size', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const { path: from } = file('long.txt', netstat.repeat(20_000));
    execFileSync('sh', ['-c', 'cat "$1" >"$2" &', 'sh', from, path], { stdio: 'ignore' });
    expect(readGivenSockets([{ path }]).table.rows).toHaveLength(20_000);
  });

  it('leave a problem for each file that is of no use, and the others stand', () => {
    const strange = file('access.log', '192.0.2.1 - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1 "-" "-"\n');
    const empty = file('empty.txt', '');
    const { table, problems } = readGivenSockets([{ path: join(folder, 'none') }, strange, { path: folder }, empty, file('ss.txt', ss)]);
    expect(table.rows).toHaveLength(1);
    expect(table.unparsedLines).toBe(0);
    expect(problems).toEqual([
      { kind: 'not-found', path: join(folder, 'none') },
      { kind: 'unknown-format', path: strange.path, expected: 'netstat, ss or /proc/net' },
      { kind: 'not-a-regular-file', path: folder },
      { kind: 'unknown-format', path: empty.path, expected: 'netstat, ss or /proc/net' },
    ]);
  });

  it('are read up to a limit for all together', () => {
    const half = file('half.txt', `${netstat}${'x'.repeat(33 * 1024 * 1024)}\n`);
    const { table, problems } = readGivenSockets([half, half, file('ss.txt', ss)]);
    expect(table.rows).toHaveLength(2);
    expect(problems).toMatchObject([{ kind: 'too-large', path: half.path }]);
  });

  it('count what is not understood over all files', () => {
    const bad = Array.from({ length: 4 }, (_, n) => `strange ${n}\n`).join('');
    const { table } = readGivenSockets([file('a', netstat + bad), file('b', ss + bad)]);
    expect(table.unparsedLines).toBe(8);
    expect(table.unparsedSamples).toEqual(['strange 0', 'strange 1', 'strange 2', 'strange 3', 'strange 0']);
  });
});
