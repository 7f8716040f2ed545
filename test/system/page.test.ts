import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { because } from '../needs.ts';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const environment = { PATH: '/usr/bin:/bin', TZ: 'UTC' };

/** Runs a copy of the program to its end. */
function run(program: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env: environment, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('active-connections page', () => {
  it('prints a page that needs nothing beside it', () => {
    const { status, stdout, stderr } = run(bundle, 'page', 'page=sources');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^<!DOCTYPE html>[^]*href="data:text\/css;charset&#x3D;utf-8,[^]*<main[^]*<\/html>\s*$/);
    expect(stdout).not.toContain('<script');
  });

  it('refers to assets beside it when asked to', () => {
    expect(run(bundle, 'page', '--linked').stdout).toMatch(/href="assets\/app\.css\?v&#x3D;[0-9a-f]{12}"/);
  });

  it.each([
    [['page', 'page=nothing'], 2, '404'],
    [['page', 'page=address'], 2, 'address is missing'],
  ])('prints the page that says what is wrong: %j', (words, code, text) => {
    const { status, stdout } = run(bundle, ...words);
    expect(status).toBe(code);
    expect(stdout).toContain(text);
  });

  it('says when the disk is full, and nothing when the reader has seen enough', () => {
    const full = spawnSync('/bin/sh', ['-c', '"$@" > /dev/full', 'sh', process.execPath, bundle, 'page'], {
      env: environment,
      encoding: 'utf8',
    });
    expect([full.status, full.stderr]).toEqual([74, 'The answer could not be written (ENOSPC). Is the disk full?\n']);
    const gone = spawnSync(
      '/bin/bash',
      ['--norc', '-c', '"$@" | head -c 1; exit ${PIPESTATUS[0]}', 'bash', process.execPath, bundle, 'page'],
      {
        env: environment,
        encoding: 'utf8',
      },
    );
    expect([gone.status, gone.stderr, gone.stdout]).toEqual([0, '', '<']);
  });
});

describe('active-connections prepare', () => {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-prepared-'));
  const program = join(folder, 'active-connections.cjs');
  const cache = `${program}.cache`;
  const isRoot = process.getuid?.() === 0;

  beforeAll(() => {
    // A cache that can be told from the program: made of one that says its name wrongly. V8 does not notice.
    const text = readFileSync(bundle, 'utf8');
    writeFileSync(program, text.replace(/active-connections (\d)/, 'ACTIVE-CONNECTIONS $1'));
    expect(run(program, 'prepare')).toEqual({ status: 0, stdout: '', stderr: '' });
    copyFileSync(bundle, program);
  });
  beforeEach(() => {
    copyFileSync(cache, `${cache}.good`);
    chmodSync(folder, 0o700);
  });
  afterEach(() => {
    rmSync(cache, { force: true });
    renameSync(`${cache}.good`, cache);
    chmodSync(cache, 0o600);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const says = () => run(program, 'version').stdout.split(' ')[0];

  it('keeps the compiled program beside it, and the next start uses it', () => {
    expect(says()).toBe('ACTIVE-CONNECTIONS');
    expect(run(program, 'page', 'page=sources').status).toBe(0);
  });

  it.each<[string, () => void]>([
    [
      'others may write it',
      () => {
        chmodSync(cache, 0o606);
      },
    ],
    [
      'others may write its folder',
      () => {
        chmodSync(folder, 0o770);
      },
    ],
    [
      'it is a link',
      () => {
        rmSync(cache);
        symlinkSync(`${cache}.good`, cache);
      },
    ],
    [
      'it is cut short',
      () => {
        truncateSync(cache, 100_000);
      },
    ],
    [
      'it is empty',
      () => {
        truncateSync(cache, 0);
      },
    ],
    [
      'it is of another build',
      () => {
        writeFileSync(cache, readFileSync(cache, 'latin1').replace(/"id":"..../, '"id":"zzzz'), 'latin1');
      },
    ],
    [
      'it is of another Node',
      () => {
        writeFileSync(cache, readFileSync(cache, 'latin1').replace(process.version, process.version.replace(/\d/, '9')), 'latin1');
      },
    ],
    [
      'it is gone',
      () => {
        rmSync(cache);
      },
    ],
  ])('is passed over without a word where %s', (_, spoil) => {
    spoil();
    expect(run(program, 'version')).toMatchObject({ status: 0, stderr: '' });
    expect(says()).toBe('active-connections');
  });

  it.skipIf(!isRoot)(`is passed over where it belongs to somebody else${because(isRoot, 'needs root')}`, () => {
    chownSync(cache, 12_345, 12_345);
    expect(says()).toBe('active-connections');
  });
});
