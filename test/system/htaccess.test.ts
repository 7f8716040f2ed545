/** Blocks in a site's .htaccess, with a real Apache in front of it and the file's work done as the account itself. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { htaccess, type HtaccessMachine } from '../../src/block/enforcers/htaccess/htaccess.ts';
import type { Enforcer } from '../../src/block/enforcer.ts';
import type { BlockOrder } from '../../src/model/block.ts';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { ok } from '../../src/model/result.ts';
import { type AskSite, askSite } from '../../src/system/ask-site.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { because, needs } from '../needs.ts';
import { type SiteOnApache, startSite } from './htaccess-rig.ts';

const able = needs.root && needs.program('apache2');
const why = 'needs root and apache2';
const scope = { kind: 'domain', domain: 'shop.example' } as const;
/** An address a test can send from; the block of it is a real one. */
const visitor = parseIpAddress('127.9.9.9');
if (visitor === undefined) throw new Error('no address');
const order: BlockOrder = { id: 'b-00000000000000aa', target: visitor, scope, untilEpoch: 1_795_000_000, reason: 'why' };

let rig: SiteOnApache;
const machineOf = (more: Partial<HtaccessMachine> = {}): HtaccessMachine => ({
  findSite: (domain) => ok(domain === rig.site.domain ? rig.site : null),
  files: rig.files,
  ask: askSite,
  blockedSites: () => [rig.site.domain],
  ...more,
});
const status = async (from: string, path = '/index.html', host = 'shop.example'): Promise<number> => {
  const answer = await askSite({ door: { address: '127.0.0.1', port: rig.port, tls: false }, host, path, from });
  return answer.ok ? answer.value : 0;
};

if (able) {
  beforeAll(async () => {
    rig = await startSite();
  });
  afterAll(async () => {
    await rig.stop();
  });
}

enforcerContract('.htaccess', () => htaccess(machineOf()), {
  scope,
  skip: able ? undefined : why,
  rounds: 2,
  others: () => Promise.resolve((able ? (rig.read() ?? '') : '').replace(/# BEGIN[^]*# END Active Connections\n/, '')),
  blockByOthers: (target) => {
    rig.write('.htaccess', `deny from ${target}\n`);
    return Promise.resolve();
  },
  breakNextApply: () => {
    rig.write('.htaccess', 'NoSuchDirective on\n');
    return Promise.resolve(() => {
      rmSync(rig.htaccess);
      return Promise.resolve();
    });
  },
  cleanUp: () => {
    rmSync(rig.htaccess, { force: true });
    return Promise.resolve();
  },
});

describe.skipIf(!able)(`a block in .htaccess on a real Apache${because(able, why)}`, () => {
  let enforcer: Enforcer;
  beforeAll(() => {
    enforcer = htaccess(machineOf());
  });
  afterEach(() => {
    for (const name of readdirSync(rig.site.documentRoot)) {
      if (name !== 'index.html' && name !== 'page.php') rmSync(join(rig.site.documentRoot, name), { recursive: true });
    }
  });

  it('keeps one address out of files, PHP and what does not exist, and nobody else', async () => {
    const applied = await enforcer.apply(order);
    expect(applied).toEqual({ ok: true, value: { already: false, endsByItselfEpoch: null, remarks: [] } });
    for (const path of ['/index.html', '/page.php', '/', '/missing']) expect([path, await status('127.9.9.9', path)]).toEqual([path, 403]);
    expect([await status('127.0.0.1'), await status('127.0.0.1', '/page.php'), await status('127.0.0.1', '/missing')]).toEqual([
      200, 200, 404,
    ]);
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'lifted' });
    expect(await status('127.9.9.9')).toBe(200);
    expect(rig.read()).toBeNull();
  });

  const password = 'AuthType Basic\nAuthName x\nAuthUserFile /dev/null\nRequire valid-user\n';
  it.each([
    ['a password', password, 401],
    ['a password or an address', `${password}Order allow,deny\nAllow from all\nSatisfy Any\n`, 200],
    ['its own allowed addresses', 'Require ip 127.0.0.0/16 127.9.9.9\n', 200],
    ['nobody let in', 'Require all denied\n', 403],
    ['lines of Apache 2.2', 'Order deny,allow\nDeny from 127.0.0.1\n', 403],
    ['a RequireAll', '<RequireAll>\nRequire all granted\nRequire not ip 127.0.0.1\n</RequireAll>\n', 403],
    ['a RequireAny', '<RequireAny>\nRequire ip 127.0.0.1\nRequire ip 127.9.9.9\n</RequireAny>\n', 200],
    ['merged rules', 'AuthMerging Or\nRequire all granted\n', 200],
    ['files let in by name', '<FilesMatch "html$">\nRequire all granted\n</FilesMatch>\n', 200],
    ['rewriting', 'RewriteEngine On\nRewriteRule ^ - [L]\n', 200],
    ['a page of its own for refusals', 'ErrorDocument 403 /index.html\n', 200],
  ])('blocks beside %s and changes nothing for others', async (_, text, forOthers) => {
    rig.write('.htaccess', text);
    expect(await status('127.0.0.1')).toBe(forOthers);
    expect(await enforcer.apply(order)).toMatchObject({ ok: true });
    expect([await status('127.9.9.9'), await status('127.0.0.1')]).toEqual([403, forOthers]);
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'lifted' });
    expect(rig.read()).toBe(text);
  });

  it('is not written in the form that is often advised, because that one opens what was closed', async () => {
    const advised = '<RequireAll>\nRequire all granted\nRequire not ip 203.0.113.7\n</RequireAll>\n';
    rig.write('.htaccess', password);
    expect(await status('127.0.0.1')).toBe(401);
    rig.write('.htaccess', password + advised);
    expect(await status('127.0.0.1')).toBe(200);
  });

  it.each([
    ['no line end at the end', 'Options -Indexes'],
    ['Windows line ends', 'Options -Indexes\r\nDirectoryIndex index.html\r\n'],
    ['Windows line ends and none at the end', 'Options -Indexes\r\nDirectoryIndex index.html'],
    ['bytes of another encoding', Buffer.from([0x23, 0xe9, 0xff, 0x0a])],
    ['nothing in it', ''],
  ])('blocks in a file with %s and gives it back byte by byte', async (_, content) => {
    rig.write('.htaccess', content);
    const before = readFileSync(rig.htaccess);
    expect(await enforcer.apply(order)).toMatchObject({ ok: true, value: { remarks: [] } });
    expect(await status('127.9.9.9')).toBe(403);
    await enforcer.lift(order);
    expect(readFileSync(rig.htaccess).equals(before)).toBe(true);
  });

  it('keeps owner, group and mode, and leaves no other file', async () => {
    rig.write('.htaccess', '# mine\n');
    chmodSync(rig.htaccess, 0o604);
    await enforcer.apply(order);
    const { uid, gid, mode } = statSync(rig.htaccess);
    expect([uid, gid, mode & 0o7777]).toEqual([rig.site.account.uid, rig.site.account.gid, 0o604]);
    expect(readdirSync(rig.site.documentRoot).sort()).toEqual(['.htaccess', 'index.html', 'page.php']);
  });

  it('makes a new file the account owns and the web server can read', async () => {
    await enforcer.apply(order);
    const { uid, mode } = statSync(rig.htaccess);
    expect([uid, mode & 0o777]).toEqual([rig.site.account.uid, 0o644]);
  });

  it('takes the file back when the site breaks at the same moment', async () => {
    rig.write('.htaccess', '# mine\n');
    let asked = 0;
    const ask: AskSite = (question) => (asked++ === 0 ? askSite(question) : Promise.resolve({ ok: true, value: 500 }));
    const outcome = await htaccess(machineOf({ ask })).apply(order);
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'cannot-do', where: 'The .htaccess of shop.example' } });
    expect(rig.read()).toBe('# mine\n');
  });

  it('writes nothing over a change that somebody made meanwhile', async () => {
    rig.write('.htaccess', '# mine\n');
    const ask: AskSite = (question) => {
      rig.write('.htaccess', '# mine, changed\n');
      return askSite(question);
    };
    expect(await htaccess(machineOf({ ask })).apply(order)).toMatchObject({ ok: false, problem: { kind: 'changed-meanwhile' } });
    expect(rig.read()).toBe('# mine, changed\n');
  });

  it('says so and changes nothing when another put a file there meanwhile', async () => {
    const ask: AskSite = (question) => {
      rig.write('.htaccess', '# new\n');
      return askSite(question);
    };
    expect(await htaccess(machineOf({ ask })).apply(order)).toMatchObject({ ok: false, problem: { kind: 'changed-meanwhile' } });
    expect(rig.read()).toBe('# new\n');
  });

  it('follows no link that is planted as the file', async () => {
    const secret = join(dirname(rig.site.home), 'secret');
    writeFileSync(secret, 'root\n', { mode: 0o600 });
    symlinkSync(secret, rig.htaccess);
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'is-a-link' } });
    expect([readFileSync(secret, 'utf8'), lstatSync(rig.htaccess).isSymbolicLink()]).toEqual(['root\n', true]);
  });

  it('follows no link that is planted on the way', async () => {
    const site = { ...rig.site, documentRoot: join(rig.site.documentRoot, 'sub') };
    symlinkSync('/etc', site.documentRoot);
    const outcome = await htaccess(machineOf({ findSite: () => ok(site) })).apply(order);
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'is-a-link' } });
    expect(existsSync('/etc/.htaccess')).toBe(false);
  });

  it("does not change another's file in the account's folder", async () => {
    writeFileSync(rig.htaccess, '# put there by root\n', { mode: 0o644 });
    const problem = { kind: 'foreign-owner', path: rig.htaccess, ownerUid: 0, expectedUid: rig.site.account.uid };
    expect(await enforcer.apply(order)).toEqual({ ok: false, problem });
    expect(rig.read()).toBe('# put there by root\n');
  });

  it('leaves a named pipe and a huge file alone', async () => {
    execFileSync('/usr/bin/mkfifo', [rig.htaccess]);
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'not-a-regular-file' } });
    rmSync(rig.htaccess);
    rig.write('.htaccess', Buffer.alloc(1024 * 1024 + 1, '#'));
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'too-large' } });
  });

  it('reaches nothing outside the home and no other account', async () => {
    const site = { ...rig.site, documentRoot: '/etc' };
    expect(await htaccess(machineOf({ findSite: () => ok(site) })).apply(order)).toMatchObject({ problem: { kind: 'not-found' } });
    const root = { ...rig.site, account: { uid: 0, gid: 0 } };
    expect((await htaccess(machineOf({ findSite: () => ok(root) })).apply(order)).ok).toBe(false);
    expect(existsSync('/etc/.htaccess')).toBe(false);
  });
});

describe.skipIf(!able)(`a site that cannot take a block${because(able, why)}`, () => {
  const outcomeOn = async (more: string, allowOverride: string, before: string | null): Promise<readonly [unknown, string | null]> => {
    const usual = rig;
    rig = await startSite(more, allowOverride);
    try {
      if (before !== null) rig.write('.htaccess', before);
      const outcome = await htaccess(machineOf()).apply(order);
      return [outcome.ok ? outcome.value : outcome.problem, rig.read()];
    } finally {
      await rig.stop();
      rig = usual;
    }
  };

  it('is found out when its Apache reads no .htaccess, and the file is taken back', async () => {
    const [problem, left] = await outcomeOn('AccessFileName .other', 'All', null);
    expect(problem).toMatchObject({ kind: 'cannot-do', what: expect.stringContaining('does not obey') as string });
    expect(left).toBeNull();
  });

  it('gets its file back when the section makes every page an error 500', async () => {
    const [problem, left] = await outcomeOn('', 'Options', 'Options -Indexes\n');
    expect(problem).toMatchObject({ kind: 'cannot-do', what: expect.stringContaining('answered with error 500') as string });
    expect(left).toBe('Options -Indexes\n');
  });

  it('says that it answers with error 500 without the block too', async () => {
    const [problem, left] = await outcomeOn('', 'All', 'NoSuchDirective on\n');
    expect(problem).toMatchObject({ kind: 'cannot-do', what: expect.stringContaining('with and without') as string });
    expect(left).toBe('NoSuchDirective on\n');
  });
});

const canMount = able && mounts();
describe.skipIf(!canMount)(`a disk with no room${because(canMount, 'needs the right to mount')}`, () => {
  it('leaves the old file whole and nothing beside it', async () => {
    const folder = join(rig.site.documentRoot, 'full');
    mkdirSync(folder);
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=16k,uid=${rig.site.account.uid},gid=${rig.site.account.gid}`, 'none', folder]);
    try {
      const text = `# ${'x'.repeat(8000)}\n`;
      writeFileSync(join(folder, '.htaccess'), text);
      chownSync(join(folder, '.htaccess'), rig.site.account.uid, rig.site.account.gid);
      const site = { ...rig.site, documentRoot: folder };
      const outcome = await htaccess(machineOf({ findSite: () => ok(site) })).apply(order);
      expect(outcome).toEqual({ ok: false, problem: { kind: 'write-failed', path: join(folder, '.htaccess'), code: 'ENOSPC' } });
      expect([readdirSync(folder), readFileSync(join(folder, '.htaccess'), 'utf8')]).toEqual([['.htaccess'], text]);
    } finally {
      execFileSync('/bin/umount', [folder]);
      rmSync(folder, { recursive: true });
    }
  });
});

function mounts(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-mount-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', 'none', folder], { stdio: 'ignore' });
    execFileSync('/bin/umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
