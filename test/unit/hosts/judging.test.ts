import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJudging } from '../../../src/hosts/judging.ts';
import { fileTree } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';

const place = 'var/lib/active-connections/settings.json';
const settings = (count: number): string =>
  JSON.stringify({
    version: 1,
    limits: { loginFast: { count, seconds: 600 } },
    resellers: { look: true, blockOwn: true, server: {} },
  });

async function judgingWith(text: string | null): Promise<Awaited<ReturnType<typeof openJudging>>['needs']> {
  const root = fileTree({});
  mkdirSync(join(root, dirname(place)), { recursive: true, mode: 0o700 });
  if (text !== null) writeFileSync(join(root, place), text, { mode: 0o600 });
  const judging = await openJudging(root, 'standalone', 'elsewhere');
  judging.close();
  return judging.needs;
}

describe.skipIf(!needs.root)(`limits from the settings${because(needs.root, 'needs root')}`, () => {
  it('count, and say where they come from', async () => {
    const { limits, problems } = await judgingWith(settings(50));
    expect(limits.loginFast).toEqual({ count: 50, seconds: 600, origin: 'set in Settings; 10 as shipped' });
    expect(limits.loginSlow.origin).toMatch(/^measured/);
    expect(problems).toEqual([]);
  });

  it('that cannot be understood are told with the verdicts, which are then by the limits as shipped', async () => {
    const { limits, problems } = await judgingWith(settings(-3));
    expect(limits.loginFast.count).toBe(10);
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown-format']);
    expect((await judgingWith(null)).problems).toEqual([]);
  });
});
