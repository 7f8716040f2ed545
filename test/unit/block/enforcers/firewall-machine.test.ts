import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aloneBy, thisMachine } from '../../../../src/block/enforcers/firewall-machine.ts';
import { ok } from '../../../../src/model/result.ts';

const folder = mkdtempSync(join(tmpdir(), 'alone-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('work that is done alone', () => {
  it('is done one after the other', async () => {
    const steps: string[] = [];
    const work = (name: string) => () =>
      new Promise<ReturnType<typeof ok<null>>>((resolve) => {
        steps.push(`${name} begins`);
        setTimeout(() => {
          steps.push(`${name} ends`);
          resolve(ok(null));
        }, 60);
      });
    const path = join(folder, 'lock');
    await Promise.all([aloneBy(path, work('one')), aloneBy(path, work('other'))]);
    expect(steps).toEqual(['one begins', 'one ends', 'other begins', 'other ends']);
  });

  it('lets the next one in after a failure', async () => {
    const path = join(folder, 'failing');
    await expect(aloneBy(path, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(await aloneBy(path, () => Promise.resolve(ok(1)))).toEqual(ok(1));
  });

  it('says that it cannot be done where nobody may write', async () => {
    expect(await aloneBy(join(folder, 'missing', 'lock'), () => Promise.resolve(ok(1)))).toMatchObject({
      problem: { kind: 'write-failed' },
    });
  });
});

describe('the machine we run on', () => {
  it('finds programs in the folders of the system only, and gives them text', async () => {
    expect(thisMachine.find('../../tmp/no-such-program')).toBeNull();
    const cat = thisMachine.find('cat') ?? '';
    expect(cat).toMatch(/^\/(usr\/)?bin\/cat$/);
    expect(await thisMachine.run([cat], 'as input')).toEqual(ok('as input'));
  });
});
