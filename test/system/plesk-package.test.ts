import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../build/pack-folder.mjs';
import { packagePlesk, release } from '../../build/package-plesk.mjs';
import { zip } from '../../build/zip.mjs';
import { because, needs } from '../needs.ts';
import { answerWith, asked, page } from '../stand-ins/plesk/fake-backend.ts';
import { installExtension, uninstallExtension } from '../stand-ins/plesk/install-extension.ts';
import { kept, makePanel, type PanelData, removePanel, setPanel } from '../stand-ins/plesk/start-panel.ts';

const data: PanelData = {
  clients: { 1: { login: 'admin', type: 'admin' } },
  domains: { 11: { name: 'shop.example', client: 1 } },
  sessions: { admin: { client: 1 } },
};
const sbin = 'usr/local/psa/admin/sbin/modules/active-connections';
const varFolder = 'usr/local/psa/var/modules/active-connections';

const can = needs.program('php') && needs.program('unzip');
const below = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).sort();

describe('the release number', () => {
  it('grows with the version', () => {
    const versions = ['0.1.0', '0.1.1', '0.2.0', '0.10.0', '1.0.0', '1.2.3', '2.0.0'];
    const numbers = versions.map(release);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(new Set(numbers).size).toBe(versions.length);
    expect(() => release('1.0.0-rc.1')).toThrow();
    expect(() => release('1.100.0')).toThrow();
  });
});

describe.skipIf(!can)(`the packed Plesk extension${because(can, 'needs php and unzip')}`, () => {
  const work = mkdtempSync(join(tmpdir(), 'active-connections-plesk-zip-'));
  let archive = '';
  const unpacked = join(work, 'unpacked');
  beforeAll(() => {
    archive = packagePlesk();
    execFileSync('unzip', ['-q', archive, '-d', unpacked]);
  });
  afterAll(() => {
    rmSync(work, { recursive: true, force: true });
  });

  it('holds what Plesk takes, and nothing beside it', () => {
    expect(readdirSync(unpacked).sort()).toEqual(['CHANGES.md', 'DESCRIPTION.md', '_meta', 'htdocs', 'meta.xml', 'plib', 'sbin']);
    expect(below(unpacked)).toEqual(
      expect.arrayContaining([
        'htdocs/index.php',
        'htdocs/assets/app.css',
        'htdocs/assets/app.js',
        'htdocs/assets/icon.svg',
        '_meta/icons/32x32.png',
        '_meta/icons/64x64.png',
        '_meta/icons/128x128.png',
        'plib/controllers/IndexController.php',
        'plib/scripts/pre-install.php',
        'sbin/active-connections',
        'sbin/active-connections.cjs',
      ]),
    );
    expect(readdirSync(join(unpacked, 'sbin'))).toHaveLength(2);
  });

  it('packs to the same bytes again', () => {
    const before = readFileSync(archive);
    expect(readFileSync(packagePlesk()).equals(before)).toBe(true);
  });

  it('may be executed where it is a program, and has no carriage return, byte order mark or open place', () => {
    for (const name of below(unpacked).filter((path) => statSync(join(unpacked, path)).isFile())) {
      const mode = statSync(join(unpacked, name)).mode & 0o777;
      expect([name, mode.toString(8)]).toEqual([name, name === 'sbin/active-connections' ? '755' : '644']);
      if (name.endsWith('.png') || name.endsWith('.cjs')) continue;
      expect([name, /\r|^\ufeff|@VERSION@|@RELEASE@/.exec(readFileSync(join(unpacked, name), 'utf8'))]).toEqual([name, null]);
    }
  });

  it('has PHP that PHP understands, strict about types', () => {
    for (const name of below(unpacked).filter((path) => /\.(php|phtml)$/.test(path))) {
      const { stdout, status } = spawnSync('php', ['-l', join(unpacked, name)], { encoding: 'utf8' });
      expect([name, status, stdout]).toEqual([name, 0, `No syntax errors detected in ${join(unpacked, name)}\n`]);
      const text = readFileSync(join(unpacked, name), 'utf8');
      if (name.endsWith('.php') && !name.endsWith('pre-install.php'))
        expect([name, text.includes('declare(strict_types=1);')]).toEqual([name, true]);
      expect([name, text.startsWith('<?php')]).toEqual([name, true]);
    }
  });

  it('is harmless when the bundle is started as a program of its own', () => {
    const bundle = join(unpacked, 'sbin/active-connections.cjs');
    chmodSync(bundle, 0o755);
    expect(spawnSync(bundle, ['--version'], { encoding: 'utf8' })).toMatchObject({ status: 1, stdout: '', stderr: '' });
    expect(execFileSync(process.execPath, [bundle, '--version'], { encoding: 'utf8' })).toContain('active-connections');
  });

  describe('installed', () => {
    let root = '';
    beforeEach(() => {
      root = makePanel(data);
      return () => {
        removePanel(root);
      };
    });

    it('lies where Plesk puts it, with a way to start each program, and asks whether the backend is well', () => {
      const { code, said } = installExtension(root, archive);
      expect(code).toBe(0);
      // The bundle of today may not know the question yet; that somebody is told is what counts.
      expect(said).toMatch(/Active Connections is ready\.|The program behind this page|needs Node\.js/);
      expect(kept(root)['scheduled']).toMatchObject({ t1: { cmd: 'expire.php', schedule: { minute: '*/5' } } });
      const programs = join(root, 'usr/local/psa/admin/bin/modules/active-connections');
      expect(readdirSync(programs).map((name) => readlinkSync(join(programs, name)))).toEqual(['../../mod_wrapper', '../../mod_wrapper']);
    });

    it('says so when Node.js is missing, and is installed all the same', () => {
      const failing = Buffer.from('#!/bin/sh\necho "no Node.js 20" >&2\nexit 127\n');
      const files = below(unpacked).filter((name) => statSync(join(unpacked, name)).isFile());
      const entries = files.map((name) => ({
        name,
        bytes: name === 'sbin/active-connections' ? failing : readFileSync(join(unpacked, name)),
        mode: 0o644,
      }));
      const otherZip = join(work, 'no-node.zip');
      writeFileSync(otherZip, zip(entries));
      const { code, said } = installExtension(root, otherZip);
      expect(code).toBe(0);
      expect(said).toContain('Install the extension “Node.js Toolkit”');
    });

    it('is refused by a panel that is too old, and leaves nothing', () => {
      setPanel(root, { ...data, version: '18.0.59' });
      const empty = below(join(root, 'usr'));
      const { code, said } = installExtension(root, archive);
      expect([code, said]).toEqual([1, 'Active Connections needs Plesk 18.0.60 or newer; this is 18.0.59. Update Plesk first.\n']);
      expect(below(join(root, 'usr'))).toEqual(empty);
    });

    it('is upgraded with one scheduled task, its rules kept, and notices an old copy of the program', () => {
      installExtension(root, archive);
      writeFileSync(join(root, varFolder, 'site-rules.json'), '{"schema":1,"sites":{"shop.example":["203.0.113.9"]}}');
      const wrapper = join(root, sbin, 'active-connections');
      writeFileSync(wrapper, readFileSync(wrapper, 'utf8').replace(/wrapper_version='.*'/, "wrapper_version='0.0.9'"));
      const { code, said } = installExtension(root, archive, { from: '0.0.9', keepsSbin: true });
      expect(code).toBe(0);
      expect(said).toContain('Parts of Active Connections have different versions.');
      expect(said).toContain('the wrapper is 0.0.9');
      expect(kept(root)['scheduled']).toEqual({ t1: expect.anything() as unknown });
      expect(kept(root)['updated']).toEqual(['shop.example']);
      expect(existsSync(join(root, varFolder, 'site-rules.json'))).toBe(true);
    });

    it('is uninstalled without remains: rules out of the sites, blocks listed, tasks gone', () => {
      const empty = below(join(root, 'usr'));
      installExtension(root, archive);
      writeFileSync(join(root, varFolder, 'site-rules.json'), '{"schema":1,"sites":{"shop.example":["203.0.113.9"]}}');
      installExtension(root, archive, { from: version });
      const conf = join(root, 'var/www/vhosts/system/shop.example/conf');
      expect(readFileSync(join(conf, 'nginx-proxy.conf'), 'utf8')).toContain('deny 203.0.113.9;');
      answerWith(root, { ...page, body: '203.0.113.77 plesk-one-week-ban\n\u001b[31mred' });
      const { code, said } = uninstallExtension(root);
      expect(asked(root)).toMatchObject({ ask: 'blocks' });
      expect(code).toBe(0);
      expect(said).toBe(
        'Site shop.example: 1 address(es) may come in again.\nThese blocks stay in force. Lift them in Fail2Ban or in the firewall when you want them gone:\n  203.0.113.77 plesk-one-week-ban\n  [31mred\n',
      );
      for (const name of readdirSync(conf)) expect([name, readFileSync(join(conf, name), 'utf8')]).toEqual([name, '']);
      expect(kept(root)['scheduled']).toEqual([]);
      expect(below(join(root, 'usr'))).toEqual(empty);
    });
  });

  /** The wrapper with its places below a folder, so that a test can fill them. */
  describe.skipIf(!needs.root)(`the wrapper${because(needs.root, 'needs root')}`, () => {
    const places = join(work, 'places');
    const wrapper = join(places, 'sbin/active-connections');
    const run = (words: readonly string[], env = {}): { status: number | null; stdout: string; stderr: string } =>
      spawnSync(wrapper, words, { encoding: 'utf8', env: { PATH: '/nowhere', ...env }, input: '{"some":"question"}' });
    const node = (place: string, version: string, mode = 0o755): void => {
      const path = join(places, place);
      mkdirSync(dirname(path), { recursive: true });
      const text = `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; exit; fi\necho "${version} $*"; cat; echo; env | sort; umask; pwd\n`;
      writeFileSync(path, text, { mode });
      chmodSync(path, mode);
    };
    beforeEach(() => {
      rmSync(places, { recursive: true, force: true });
      mkdirSync(join(places, 'sbin'), { recursive: true });
      const text = readFileSync(join(unpacked, 'sbin/active-connections'), 'utf8');
      // Depth of the folders is part of the wrapper's sorting.
      const moved = text
        .replaceAll('/opt/plesk/node/*', `${places}/opt/plesk/node/*`)
        .replace('-k 5,5nr', `-k ${5 + places.split('/').length - 1},${5 + places.split('/').length - 1}nr`)
        .replace('/usr/bin/node /usr/local/bin/node', `${places}/usr/bin/node ${places}/usr/local/bin/node`);
      writeFileSync(wrapper, moved, { mode: 0o755 });
    });

    it('takes Plesk’s newest, in a clean environment, from /', () => {
      for (const [major, version] of [
        ['9', 'v9.1.0'],
        ['22', 'v22.1.0'],
        ['24', 'v24.0.1'],
        ['20', 'v20.20.2'],
      ]) {
        node(`opt/plesk/node/${major ?? ''}/bin/node`, version ?? '');
      }
      node('usr/bin/node', 'v25.0.0');
      const { status, stdout } = run(['plesk', version], { NODE_OPTIONS: '--require /tmp/x.js', LD_LIBRARY_PATH: '/tmp' });
      expect(status).toBe(0);
      expect(stdout.split('\n').filter((line) => !/^(_|SHLVL|PWD|OLDPWD)=/.test(line))).toEqual([
        `v24.0.1 ${places}/sbin/active-connections.cjs plesk`,
        '{"some":"question"}',
        'HOME=/root',
        'LANG=C.UTF-8',
        'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
        '0077',
        '/',
        '',
      ]);
    });

    it('passes over one that is too old, broken, or that others could change', () => {
      node('opt/plesk/node/25/bin/node', 'v25.0.0', 0o775);
      node('opt/plesk/node/24/bin/node', 'v24.0.0');
      chmodSync(join(places, 'opt/plesk/node/24/bin'), 0o757);
      node('opt/plesk/node/23/bin/node', 'v23.0.0');
      execFileSync('chown', ['nobody', join(places, 'opt/plesk/node/23/bin/node')]);
      node('opt/plesk/node/22/bin/node', 'no version');
      node('opt/plesk/node/18/bin/node', 'v18.20.0');
      expect(run(['plesk', version]).status).toBe(127);
      node('usr/local/bin/node', 'v20.0.0');
      expect(run(['plesk', version]).stdout).toContain('v20.0.0');
    });

    it('ends with 127 and a clear text without one', () => {
      const { status, stderr } = run(['plesk', version]);
      expect(status).toBe(127);
      expect(stderr).toContain('no Node.js 20 or newer that only root may change');
    });

    it('does one thing, for its own version', () => {
      node('usr/bin/node', 'v20.0.0');
      expect(run(['--wrapper-version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
      expect(run(['plesk', '0.0.9'])).toMatchObject({ status: 125, stdout: '' });
      for (const words of [[], ['plesk'], ['serve', version], ['plesk', version, '--x'], ['-e', 'x'], ['plesk ', version]]) {
        expect([words, run(words)]).toMatchObject([words, { status: 2, stdout: '' }]);
      }
    });
  });
});
