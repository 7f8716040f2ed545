import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretAt } from '../../../src/system/secret-file.ts';
import { fileTree } from '../../file-tree.ts';

describe('secretAt', () => {
  it('makes a secret once, its owner’s alone, and gives the same one ever after', () => {
    const path = join(fileTree({}), 'secret');
    const made = secretAt(path);
    expect(made.ok && made.value.length).toBe(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(secretAt(path)).toEqual(made);
    expect(secretAt(join(fileTree({}), 'secret'))).not.toEqual(made);
  });

  it('takes nothing that others could have put or can read', () => {
    const root = fileTree({
      long: 'x'.repeat(33),
      elsewhere: 'y'.repeat(32),
      link: { link: 'elsewhere' },
      pipe: { pipe: true },
      folder: { folder: true },
    });
    const kind = (name: string): string => {
      const secret = secretAt(join(root, name));
      return secret.ok ? 'ok' : secret.problem.kind;
    };
    chmodSync(join(root, 'long'), 0o600);
    writeFileSync(join(root, 'open'), 'z'.repeat(32), { mode: 0o644 });
    expect(['long', 'open', 'link', 'pipe', 'folder', 'missing/secret'].map(kind)).toEqual([
      'too-large',
      'open-to-others',
      'is-a-link',
      'not-a-regular-file',
      'not-a-regular-file',
      'write-failed',
    ]);
  });
});
