import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimsIn } from '../../../src/block/claims.ts';
import * as lockFile from '../../../src/system/lock-file.ts';

vi.mock('../../../src/system/lock-file.ts', { spy: true });

const folder = mkdtempSync(join(tmpdir(), 'active-connections-claims-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('our claims', () => {
  it('are not changed on a full disk, and that is a problem and no fault', async () => {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    const claims = claimsIn(folder);
    vi.mocked(lockFile.tryLock).mockImplementationOnce(() => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    });
    expect(await claims.change((all) => all)).toMatchObject({ ok: false, problem: { kind: 'write-failed', code: 'ENOSPC' } });
    expect(await claims.change((all) => all)).toEqual({ ok: true, value: null });
    expect(readdirSync(folder)).toEqual(['claims.json']);
  });
});
