import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/system/run-program.ts';
import { fileTree } from '../../file-tree.ts';

const run = (program: string, more: { readonly words?: readonly string[]; readonly timeoutMs?: number; readonly limit?: number } = {}) =>
  runProgram({ program, arguments: more.words ?? [], timeoutMs: more.timeoutMs ?? 20_000, outputLimitBytes: more.limit ?? 1 << 20 });

const shell = (script: string, more: { readonly timeoutMs?: number; readonly limit?: number } = {}) =>
  run('/bin/sh', { words: ['-c', script], ...more });

const textOf = async (result: ReturnType<typeof run>): Promise<string> => {
  const outcome = await result;
  return outcome.ok ? outcome.value.toString() : outcome.problem.kind;
};

describe('running a program', () => {
  it('gives its output as bytes, what it says on the side left out', async () => {
    expect(await run('/bin/echo', { words: ['-n', 'a b'] })).toEqual({ ok: true, value: Buffer.from('a b') });
    expect(await textOf(shell('echo out; echo side >&2'))).toBe('out\n');
  });

  it('goes through no shell', async () => {
    expect(await textOf(run('/bin/echo', { words: ['$HOME; id', '`id`', '*'] }))).toBe('$HOME; id `id` *\n');
  });

  it('shows it nothing of our environment', async () => {
    process.env['ACTIVE_CONNECTIONS_SECRET'] = 'token';
    const seen = await textOf(run('/usr/bin/env'));
    delete process.env['ACTIVE_CONNECTIONS_SECRET'];
    expect(seen.trim().split('\n').sort()).toEqual(['HOME=/root', 'LANG=C', 'LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin']);
  });

  it('says when it is missing, no program, or fails, with the beginning of what it said', async () => {
    const root = fileTree({ text: 'no program' });
    expect(await run('/nowhere/at-all')).toEqual({ ok: false, problem: { kind: 'program-missing', program: '/nowhere/at-all' } });
    expect(await textOf(run(join(root, 'text')))).toBe('program-missing');
    expect(await shell('echo no >&2; exit 3')).toEqual({
      ok: false,
      problem: { kind: 'program-failed', program: '/bin/sh', exitCode: 3, detail: 'no\n' },
    });
    expect(await shell('kill -9 $$')).toMatchObject({ problem: { kind: 'program-failed', exitCode: null } });
    const wordy = await shell('head -c 5000 /dev/zero | tr "\\0" x >&2; exit 1');
    expect(wordy).toMatchObject({ problem: { detail: 'x'.repeat(500) } });
  });

  it('ends it when it takes too long, children that hold its output included', async () => {
    const pidFile = join(fileTree({}), 'pid');
    expect(await shell(`echo $$ > ${pidFile}; exec sleep 300`, { timeoutMs: 2000 })).toEqual({
      ok: false,
      problem: { kind: 'program-timed-out', program: '/bin/sh', timeoutMs: 2000 },
    });
    expect(existsSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}/exe`)).toBe(false);
    expect(await textOf(shell('sleep 5 & wait', { timeoutMs: 300 }))).toBe('program-timed-out');
  });

  it('ends it when it says too much', async () => {
    expect(await shell('exec cat /dev/zero', { limit: 1000 })).toEqual({
      ok: false,
      problem: { kind: 'program-output-too-large', program: '/bin/sh', limitBytes: 1000 },
    });
  });

  it('does not let it wait for an answer', async () => {
    expect(await textOf(shell('read answer; echo "got: $answer"'))).toBe('got: \n');
  });
});
