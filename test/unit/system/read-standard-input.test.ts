import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'active-connections-stdin-'));
const program = join(folder, 'print.cjs');
buildSync({
  stdin: {
    contents: `import { readStandardInput } from './src/system/read-standard-input.ts';
      readStandardInput(100).then((read) => console.log(JSON.stringify(read.ok ? Buffer.from(read.value).toString() : read.problem)));`,
    resolveDir: join(import.meta.dirname, '../../..'),
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: program,
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a program of its own reads from its standard input. */
function reads(stdin: number | readonly string[]): Promise<unknown> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [program], { stdio: [typeof stdin === 'number' ? stdin : 'pipe', 'pipe', 'inherit'] });
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.on('close', () => {
      done(JSON.parse(out));
    });
    if (typeof stdin !== 'number') {
      for (const piece of stdin) child.stdin?.write(piece);
      child.stdin?.end();
    }
  });
}

describe('readStandardInput', () => {
  it('gives what comes until the end', async () => {
    expect(await reads(['some ', 'text'])).toBe('some text');
    expect(await reads(openSync('/dev/null', 'r'))).toBe('');
  });

  it('stops at the limit', async () => {
    expect(await reads(['x'.repeat(101)])).toMatchObject({ kind: 'too-large', path: 'standard input', limitBytes: 100 });
  });

  it('takes a folder for empty', async () => {
    expect(await reads(openSync(folder, 'r'))).toBe('');
  });
});
