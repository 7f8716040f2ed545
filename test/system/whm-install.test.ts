import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { because, needs } from '../needs.ts';
import { makePanelRoot } from '../stand-ins/whm/panel-root.mjs';

const work = mkdtempSync(join(tmpdir(), 'active-connections-whm-'));
const unpacked = join(work, 'unpacked');
const root = join(work, 'root');
const installedUninstaller = join(root, 'usr/local/active-connections/whm/uninstall.sh');

/** Every path below a folder with its kind, mode and content, so that two states can be compared. */
function stateOf(folder: string): Record<string, string> {
  const state: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    const mode = (stats.mode & 0o7777).toString(8);
    if (stats.isSymbolicLink()) state[name] = `link to ${readlinkSync(path)}`;
    else if (stats.isDirectory()) state[name] = `folder ${mode}`;
    else state[name] = `file ${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
  }
  return state;
}

const run = (program: string, ...options: string[]): { code: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
};
const install = (...options: string[]) => run(join(unpacked, 'install.sh'), '--root', root, '--node', process.execPath, ...options);

describe.skipIf(!needs.root)(`the WHM installer, from the packed archive${because(needs.root, 'needs root')}`, () => {
  beforeAll(() => {
    const [archive = ''] = execFileSync('node', ['build/package.mjs'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('-whm-'));
    execFileSync('mkdir', ['-p', unpacked]);
    execFileSync('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
  });
  beforeEach(() => {
    rmSync(root, { recursive: true, force: true });
    makePanelRoot(root);
  });
  afterAll(() => {
    rmSync(work, { recursive: true, force: true });
  });

  it('puts everything where it belongs, root’s alone, and registers the plugin', () => {
    const { code, said } = install();
    expect(said).toContain('registered WHM > Plugins > Active Connections');
    expect(code).toBe(0);
    const listed = readFileSync(join(unpacked, 'files.list'), 'utf8')
      .split('\n')
      .filter((line) => /^0/.test(line));
    expect(listed.length).toBeGreaterThan(10);
    for (const line of listed) {
      const [mode = '', source = '', place = ''] = line.split(' ');
      const stats = lstatSync(join(root, place));
      expect([place, (stats.mode & 0o7777).toString(8).padStart(4, '0'), stats.uid]).toEqual([place, mode, 0]);
      expect(readFileSync(join(root, place)).equals(readFileSync(join(unpacked, source)))).toBe(true);
    }
    expect(lstatSync(join(root, 'var/cpanel/active_connections')).mode & 0o7777).toBe(0o700);
    expect(existsSync(join(root, 'var/cpanel/apps/active_connections.conf'))).toBe(true);
  });

  it('may be run again, and then changes nothing', () => {
    install();
    const before = stateOf(root);
    const { code, said } = install();
    expect(code).toBe(0);
    expect(said).not.toContain('installed  /usr/local/active-connections/active-connections.cjs');
    expect(stateOf(root)).toEqual(before);
  });

  it('brings an older version up to date', () => {
    install();
    const bundle = join(root, 'usr/local/active-connections/active-connections.cjs');
    writeFileSync(bundle, 'old');
    expect(install().said).toContain('installed  /usr/local/active-connections/active-connections.cjs');
    expect(readFileSync(bundle).length).toBeGreaterThan(1000);
  });

  it('replaces a planted link instead of writing through it', () => {
    const victim = join(work, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, join(root, 'usr/local/cpanel/whostmgr/docroot/addon_plugins/active_connections.png'));
    expect(install().code).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('leaves the server as it was when it is taken off', () => {
    const before = stateOf(root);
    install();
    const { code, said } = run(installedUninstaller, '--root', root, '--keep-blocks');
    expect(said).toContain('Active Connections is gone from this server.');
    expect(code).toBe(0);
    // A folder that the installer found missing on this bare tree is everybody's.
    const after = Object.entries(stateOf(root)).filter(([path]) => path !== 'usr/local/sbin');
    expect(Object.fromEntries(after)).toEqual(before);
  });

  it.each([
    [
      'this is no cPanel server',
      () => {
        rmSync(join(root, 'usr/local/cpanel/bin'), { recursive: true });
      },
      'no cPanel & WHM server',
    ],
    [
      'the system is unknown',
      () => {
        writeFileSync(join(root, 'etc/os-release'), 'ID=plan9\n');
      },
      '--any-system',
    ],
  ])('changes nothing and says why when %s', (_, spoil, reason) => {
    spoil();
    const before = stateOf(root);
    const { code, said } = install();
    expect(code).toBe(1);
    expect(said).toContain(reason);
    expect(stateOf(root)).toEqual(before);
  });

  it('refuses a Node.js that others may change', () => {
    const planted = join(work, 'node');
    writeFileSync(planted, '#!/bin/sh\necho v22.0.0\n', { mode: 0o777 });
    execFileSync('chmod', ['0777', planted]);
    const { code, said } = run(join(unpacked, 'install.sh'), '--root', root, '--node', planted);
    expect(code).toBe(1);
    expect(said).toContain('only root may change');
  });

  it('fails when WHM refuses to register the plugin', () => {
    writeFileSync(join(root, 'usr/local/cpanel/bin/register_appconfig'), '#!/bin/sh\necho no\nexit 1\n');
    const { code, said } = install();
    expect(code).toBe(1);
    expect(said).toContain('register_appconfig failed');
  });
});
