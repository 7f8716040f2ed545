import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

  describe('taken off while blocks are in force', () => {
    const asked = join(work, 'asked');
    /** In place of the command: lists two blocks, writes down what it was asked for, and lifts them or not. */
    const withBlocks = (lifts = true): void => {
      install();
      writeFileSync(asked, '');
      const command = join(root, 'usr/local/active-connections/active-connections');
      const answer = `[ "$1" = blocks ] && printf '%s\\n' '203.0.113.7  cphulk, nftables' '203.0.113.8  htaccess'`;
      writeFileSync(command, `#!/bin/sh\necho "$*" >>'${asked}'\n${answer} || ${lifts ? 'true' : 'exit 1'}\n`);
    };
    const uninstall = (...options: string[]): { code: number | null; said: string } =>
      run(installedUninstaller, '--root', root, ...options);

    it('lists them and asks what becomes of them, before anything is done', () => {
      withBlocks();
      const before = stateOf(root);
      const { code, said } = uninstall();
      expect(code).toBe(1);
      expect(said).toMatch(/203\.0\.113\.7 {2}cphulk, nftables\n203\.0\.113\.8[\s\S]*--lift-blocks or --keep-blocks/);
      expect([stateOf(root), readFileSync(asked, 'utf8')]).toEqual([before, 'blocks --ours --plain\n']);
    });

    it('lifts them first where it shall', () => {
      withBlocks();
      const { code, said } = uninstall('--lift-blocks');
      expect([code, said.includes('is gone from this server')]).toEqual([0, true]);
      expect(readFileSync(asked, 'utf8')).toBe('blocks --ours --plain\nunblock --all --reason Active Connections is uninstalled\n');
      expect(existsSync(join(root, 'usr/local/active-connections'))).toBe(false);
    });

    it('stays whole where they could not all be lifted', () => {
      withBlocks(false);
      const before = stateOf(root);
      const { code, said } = uninstall('--lift-blocks');
      expect([code, said.includes('not every block could be lifted; nothing was uninstalled')]).toEqual([1, true]);
      expect(stateOf(root)).toEqual(before);
    });

    it('leaves them, and says so, where it shall; the journal too where that is wanted', () => {
      withBlocks();
      const { code, said } = uninstall('--keep-blocks', '--keep-state');
      expect([code, said.includes('They are left in force.')]).toEqual([0, true]);
      expect(readFileSync(asked, 'utf8')).toBe('blocks --ours --plain\n');
      expect(existsSync(join(root, 'var/cpanel/active_connections'))).toBe(true);
    });
  });

  it('is registered again after an upgrade of the panel that forgot it', () => {
    install();
    const app = join(root, 'var/cpanel/apps/active_connections.conf');
    const before = readFileSync(app, 'utf8');
    rmSync(app);
    const hook = /^upgradecall=(.*)$/m.exec(before)?.[1] ?? '';
    // Its places are those of a real server.
    const text = readFileSync(join(root, hook), 'utf8').replaceAll(' /usr/local/', ` ${root}/usr/local/`);
    writeFileSync(join(root, hook), text);
    const { code, said } = run(join(root, hook), '11.134', '11.136');
    expect([code, said]).toEqual([0, 'active_connections registered\n']);
    expect(readFileSync(app, 'utf8')).toBe(before);
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

  it.each([
    ['a folder further up is somebody else’s', 'home/bin/node', 'home/bin/node'],
    ['a link leads below one', 'home/bin/node', 'node'],
  ])('refuses a Node.js where %s', (_, real, asked) => {
    const tree = mkdtempSync('/root/active-connections-node-');
    try {
      mkdirSync(join(tree, 'home/bin'), { recursive: true });
      writeFileSync(join(tree, real), '#!/bin/sh\necho v22.0.0\n', { mode: 0o755 });
      if (asked !== real) symlinkSync(join(tree, real), join(tree, asked));
      const found = (): string =>
        execFileSync('/bin/sh', [
          '-c',
          `. '${unpacked}/find-node.sh'; is_roots_alone '${join(tree, asked)}' && echo "$facts"; :`,
        ]).toString();
      expect(found()).toMatch(new RegExp(`^${join(tree, asked)} \\d+-\\d+-\\d+\n$`));
      chownSync(join(tree, 'home'), 65534, 65534);
      expect(found()).toBe('');
    } finally {
      rmSync(tree, { recursive: true });
    }
  });

  it('fails when WHM refuses to register the plugin', () => {
    writeFileSync(join(root, 'usr/local/cpanel/bin/register_appconfig'), '#!/bin/sh\necho no\nexit 1\n');
    const { code, said } = install();
    expect(code).toBe(1);
    expect(said).toContain('register_appconfig failed');
  });
});
