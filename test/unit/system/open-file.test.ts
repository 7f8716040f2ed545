import { once } from 'node:events';
import { chmodSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { LogTrust } from '../../../src/model/log-catalog.ts';
import { openLog } from '../../../src/system/open-file.ts';
import { fileTree, type TreeEntry } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';

const me = process.getuid?.() ?? 0;
const alice = 54_321;
const secret = 'root:$6$secret';

/** The text of a file opened with that trust, or why it was not opened. */
function textOf(path: string, trust: LogTrust): string {
  const opened = openLog(path, trust);
  if (!opened.ok) return opened.problem.kind;
  const into = new Uint8Array(100);
  const read = opened.value.read(into, 0);
  opened.value.close();
  return Buffer.from(into.subarray(0, read)).toString();
}

const userFolder = (home: string, uid = me): LogTrust => ({ in: 'user-folder', home, uid });
const serviceFolder = (folder: string, uid = me): LogTrust => ({ in: 'service-folder', folder, uid });

describe('a log in a system folder', () => {
  it('is opened as it stands, links followed', () => {
    const root = fileTree({ 'real/access.log': 'text', logs: { link: 'real' }, 'real/current': { link: 'access.log' } });
    expect(textOf(join(root, 'logs/current'), { in: 'system' })).toBe('text');
  });

  it('knows its size, time and identity', () => {
    const root = fileTree({ one: { text: 'text', modifiedEpoch: 1_700_000_000 }, two: { hardLink: 'one' }, three: 'text' });
    const [one, two, three] = ['one', 'two', 'three'].map((name) => openLog(join(root, name), { in: 'system' }));
    if (one?.ok !== true || two?.ok !== true || three?.ok !== true) throw new Error('not opened');
    expect(one.value).toMatchObject({ path: join(root, 'one'), sizeBytes: 4, modifiedEpoch: 1_700_000_000 });
    expect(two.value.identity).toBe(one.value.identity);
    expect(three.value.identity).not.toBe(one.value.identity);
    for (const file of [one, two, three]) file.value.close();
  });

  it('reads on from where it was, or from a place', () => {
    const opened = openLog(join(fileTree({ log: 'abcdef' }), 'log'), { in: 'system' });
    if (!opened.ok) throw new Error(opened.problem.kind);
    const next = (position: number | null): string => {
      const into = new Uint8Array(4);
      return Buffer.from(into.subarray(0, opened.value.read(into, position))).toString();
    };
    expect([next(null), next(null), next(null), next(1)]).toEqual(['abcd', 'ef', '', 'bcde']);
    opened.value.close();
  });

  it('says why it is not opened: missing, a folder, no folder on the way, a named pipe, a socket, a ring of links', async () => {
    const root = fileTree({
      folder: { folder: true },
      pipe: { pipe: true },
      file: '',
      ring: { link: 'ring' },
      nowhere: { link: 'missing' },
    });
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    const kinds = ['missing', 'folder', 'file/x', 'pipe', 'socket', 'ring', 'nowhere'].map((name) =>
      textOf(join(root, name), { in: 'system' }),
    );
    server.close();
    expect(kinds).toEqual([
      'not-found',
      'not-a-regular-file',
      'not-a-folder',
      'not-a-regular-file',
      'not-a-regular-file',
      'is-a-link',
      'not-found',
    ]);
  });

  it('says that the rights do not reach', () => {
    const root = fileTree({ closed: 'text' });
    chmodSync(join(root, 'closed'), 0);
    // Root may read everything, so for a moment this is somebody else.
    if (needs.root) process.seteuid?.(alice);
    const seen = textOf(join(root, 'closed'), { in: 'system' });
    if (needs.root) process.seteuid?.(0);
    expect(seen).toBe('permission-denied');
  });
});

/** Puts a link in the place of the folder `logs`, and the folder back, again and again. */
const swapForever = `
  const { renameSync } = require('node:fs');
  const home = require('node:worker_threads').workerData;
  for (;;) {
    renameSync(home + '/logs', home + '/logs.real');
    renameSync(home + '/logs.link', home + '/logs');
    renameSync(home + '/logs', home + '/logs.link');
    renameSync(home + '/logs.real', home + '/logs');
  }
`;

describe("a log in a user's folder", () => {
  it('is opened when every part of its way is what it seems', () => {
    const root = fileTree({ 'home/alice/logs/x.error.log': 'text', 'home/alice/error_log': 'text' });
    const home = join(root, 'home/alice');
    expect(textOf(join(home, 'logs/x.error.log'), userFolder(home))).toBe('text');
    expect(textOf(join(home, 'error_log'), userFolder(home))).toBe('text');
  });

  const plants: Readonly<Record<string, Readonly<Record<string, TreeEntry>>>> = {
    'is a link to a file outside': { 'home/alice/logs/log': { link: '../../../etc/shadow' } },
    'is a link to a file of the same user': { 'home/alice/logs/own': 'text', 'home/alice/logs/log': { link: 'own' } },
    'lies behind a linked folder': { 'home/alice/logs': { link: '../../etc' }, 'etc/log': secret },
    'lies behind a linked folder of the same user': { 'home/alice/real/log': secret, 'home/alice/logs': { link: 'real' } },
    'lies behind a link to nothing': { 'home/alice/logs': { link: 'missing' } },
  };
  for (const [what, tree] of Object.entries(plants)) {
    it(`is never read when it ${what}`, () => {
      const home = join(fileTree({ 'etc/shadow': secret, 'home/alice/x': '', ...tree }), 'home/alice');
      expect(textOf(join(home, 'logs/log'), userFolder(home))).toBe('is-a-link');
    });
  }

  it('is never read when the way leads out of the home', () => {
    const root = fileTree({ 'etc/shadow': secret, 'home/alice/x': '' });
    const home = join(root, 'home/alice');
    for (const path of [join(root, 'etc/shadow'), `${home}/../../etc/shadow`, `${home}/../alice2/x`, '/etc/passwd', home, `${home}/..`]) {
      expect(['not-found', 'not-a-regular-file'], path).toContain(textOf(path, userFolder(home)));
    }
  });

  it('does not wait for a writer when it is a named pipe', () => {
    const home = fileTree({ 'logs/log': { pipe: true } });
    expect(textOf(join(home, 'logs/log'), userFolder(home))).toBe('not-a-regular-file');
  });

  it('says why when a part of its way is missing or no folder', () => {
    const home = fileTree({ 'logs/log': { folder: true }, file: '' });
    expect(['logs/log', 'gone/log', 'logs/gone', 'file/log'].map((name) => textOf(join(home, name), userFolder(home)))).toEqual([
      'not-a-regular-file',
      'not-found',
      'not-found',
      'not-a-folder',
    ]);
  });

  it.skipIf(!needs.root)(`must belong to that user${because(needs.root, 'needs root')}`, () => {
    const home = fileTree({ 'logs/own': { text: 'text', uid: alice }, 'logs/foreign': { text: secret, uid: 0 } });
    expect(textOf(join(home, 'logs/own'), userFolder(home, alice))).toBe('text');
    expect(openLog(join(home, 'logs/foreign'), userFolder(home, alice))).toEqual({
      ok: false,
      problem: { kind: 'foreign-owner', path: join(home, 'logs/foreign'), ownerUid: 0, expectedUid: alice },
    });
  });

  it('is the file it was when it was opened, even when a link takes its place', () => {
    const home = fileTree({ 'logs/log': 'text', secret });
    const opened = openLog(join(home, 'logs/log'), userFolder(home));
    unlinkSync(join(home, 'logs/log'));
    symlinkSync(join(home, 'secret'), join(home, 'logs/log'));
    if (!opened.ok) throw new Error(opened.problem.kind);
    const into = new Uint8Array(100);
    expect(Buffer.from(into.subarray(0, opened.value.read(into, 0))).toString()).toBe('text');
    opened.value.close();
  });

  it('is never read through a link, however fast folder and link change places', async () => {
    const home = fileTree({ 'logs/log': 'text', 'evil/log': secret, 'logs.link': { link: 'evil' } });
    const attacker = new Worker(swapForever, { eval: true, workerData: home });
    await once(attacker, 'online');
    const seen = new Set<string>();
    for (let turn = 0; turn < 30_000; turn++) seen.add(textOf(join(home, 'logs/log'), userFolder(home)));
    await attacker.terminate();
    expect(seen).not.toContain(secret);
    // The race was a race: both were there while it was tried.
    expect(seen).toContain('text');
    expect(seen).toContain('is-a-link');
  });

  it('leaves no descriptor open, whatever happens', () => {
    const home = fileTree({ 'logs/log': 'text', 'logs/planted': { link: 'log' }, 'a/b/c/pipe': { pipe: true } });
    const openDescriptors = (): number => readdirSync('/proc/self/fd').length;
    const before = openDescriptors();
    for (let turn = 0; turn < 50; turn++)
      for (const name of ['logs/log', 'logs/planted', 'a/b/c/pipe', 'a/b/gone', 'gone/x']) textOf(join(home, name), userFolder(home));
    expect(openDescriptors()).toBe(before);
  });
});

describe("a log in a service's folder", () => {
  it('may be reached through links above it, but not in it', () => {
    const root = fileTree({ 'real/access.log': 'text', 'real/planted': { link: 'access.log' }, nginx: { link: 'real' } });
    const folder = join(root, 'nginx');
    expect(textOf(join(folder, 'access.log'), serviceFolder(folder))).toBe('text');
    expect(textOf(join(folder, 'planted'), serviceFolder(folder))).toBe('is-a-link');
  });

  it.skipIf(!needs.root)(`may be root's or the service's, nobody else's${because(needs.root, 'needs root')}`, () => {
    const folder = fileTree({
      own: { text: 'text', uid: alice },
      roots: { text: 'text', uid: 0 },
      foreign: { text: secret, uid: alice + 1 },
    });
    expect(['own', 'roots', 'foreign'].map((name) => textOf(join(folder, name), serviceFolder(folder, alice)))).toEqual([
      'text',
      'text',
      'foreign-owner',
    ]);
  });
});
