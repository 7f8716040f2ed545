import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeServerRoot } from '../stand-ins/whm/server-root.mjs';

const built = resolve(import.meta.dirname, '../../build/out');
const folder = mkdtempSync(join(tmpdir(), 'active-connections-start-'));
const whole = join(folder, 'active-connections.cjs');
const start = join(folder, 'start.cjs');
const root = join(folder, 'server');
makeServerRoot(root);

const environment = { PATH: '/usr/bin:/bin', HOME: '/' };
const asked = {
  REQUEST_METHOD: 'GET',
  QUERY_STRING: 'page=sources',
  REMOTE_USER: 'root',
  REMOTE_ADDR: '203.0.113.1',
  cp_security_token: '/cpsess1',
  REQUEST_URI: '/cpsess1/cgi/active_connections/index.cgi?page=sources',
};

const run = (words: readonly string[], env: Readonly<Record<string, string>> = environment) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  return { status, stdout, stderr };
};

beforeEach(() => {
  for (const name of ['active-connections.cjs', 'start.cjs']) copyFileSync(join(built, name), join(folder, name));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('start.cjs', () => {
  it('is the program beside it', () => {
    for (const words of [['version'], ['help'], ['nonsense']]) expect(run([start, ...words])).toEqual(run([whole, ...words]));
  });

  it.each<[string, (text: string) => string]>([
    ['the same length', (text) => text.replace(/\/\/ [\da-f]{32}\n/, `// ${'0'.repeat(32)}\n`)],
    ['another length', (text) => `${text}\n`],
  ])('starts a program of another build and %s as a whole', (_, changed) => {
    const text = changed(readFileSync(whole, 'latin1'));
    writeFileSync(whole, text.replace(/active-connections (\d)/, 'ACTIVE-CONNECTIONS $1'));
    // Parts read at places that are not theirs would be no program at all.
    expect(run([start, 'version']).stdout).toMatch(/^ACTIVE-CONNECTIONS \d/);
  });

  it('says that the program is missing', () => {
    rmSync(whole);
    const { status, stderr } = run([start, 'version']);
    expect([status, stderr.includes('active-connections.cjs')]).toEqual([1, true]);
  });
});

describe('the first byte of a page in WHM', () => {
  it('waits for none of Node’s heavy modules', () => {
    const hook = join(folder, 'hook.cjs');
    writeFileSync(
      hook,
      `const fs = require('node:fs');
      const write = fs.writeSync;
      fs.writeSync = (file, ...rest) => {
        if (file === 1) {
          const heavy = process.moduleLoadList.filter((name) => /^NativeModule (crypto|stream|http|child_process|worker_threads|zlib|net)$/.test(name));
          write(2, 'loaded: ' + heavy.join());
          process.exit(0);
        }
        return write(file, ...rest);
      };`,
    );
    // The very first page also makes the secret of forms.
    run([start, 'whm-cgi', '--root', root], { ...environment, ...asked });
    const { stderr } = run(['--require', hook, start, 'whm-cgi', '--root', root], { ...environment, ...asked });
    expect(stderr).toBe('loaded: ');
  });

  it('is the same whether or not the program was prepared', () => {
    // What follows are figures of this machine.
    const head = () => run([start, 'whm-cgi', '--root', root], { ...environment, ...asked }).stdout.split('<main')[0];
    const before = head();
    expect(before).toMatch(/^Status: 200 OK\r\n/);
    expect(run([start, 'prepare', '--root', root])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(head()).toBe(before);
  });
});
