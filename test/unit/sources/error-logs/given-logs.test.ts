import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { givenErrorLogs } from '../../../../src/sources/error-logs/given-logs.ts';
import { logFolder, phpLine, systemLog } from './log-folder.ts';

const folder = logFolder();

describe('error logs given by hand', () => {
  it('are files as they are, whatever they hold', async () => {
    const path = folder.write('poem.txt', 'roses are red\n');
    expect(await givenErrorLogs([path])).toEqual({ logs: [systemLog(path)], problems: [], leftAside: [] });
  });

  it('are the error logs of a folder by what they begin with', async () => {
    const sub = join(folder.path, 'logs');
    mkdirSync(sub);
    const log = folder.write('logs/a.log', `rubbish\n${phpLine(1).repeat(5000)}`);
    const archive = folder.write('logs/b.gz', gzipSync(phpLine(1)));
    const access = folder.write('logs/access.log', '203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 304 -\n');
    const binary = folder.write('logs/c.bin', new Uint8Array(1000).fill(0xff));
    symlinkSync(log, join(sub, 'link.log'));
    const given = await givenErrorLogs([sub]);
    expect(given.logs.map(({ path }) => path)).toEqual([log, archive]);
    expect(given.leftAside).toEqual([access, binary]);
    expect(given.problems).toEqual([{ kind: 'is-a-link', path: join(sub, 'link.log') }]);
  });

  it('are looked for down to the third level', async () => {
    const deep = join(folder.path, 'one/two/three/four');
    mkdirSync(deep, { recursive: true });
    const third = folder.write('one/two/three/x.log', phpLine(1));
    folder.write('one/two/three/four/x.log', phpLine(1));
    const given = await givenErrorLogs([join(folder.path, 'one')]);
    expect(given.logs.map(({ path }) => path)).toEqual([third]);
    expect(given.leftAside).toEqual([join(deep)]);
  });

  it('belong to the domain of Plesk’s folder they lie in', async () => {
    const logs = join(folder.path, 'system/alice.example/logs');
    mkdirSync(logs, { recursive: true });
    const path = folder.write('system/alice.example/logs/error_log', phpLine(1));
    expect((await givenErrorLogs([path])).logs).toEqual([systemLog(path, null, 'alice.example')]);
  });

  it('that are missing are named', async () => {
    const path = join(folder.path, 'missing.log');
    expect((await givenErrorLogs([path])).problems).toEqual([{ kind: 'not-found', path }]);
  });
});
