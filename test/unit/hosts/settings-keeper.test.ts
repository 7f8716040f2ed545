import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownAllowList } from '../../../src/block/facts/own-allow-list.ts';
import { settingsKeeper } from '../../../src/hosts/settings-keeper.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { usualSettings } from '../../../src/model/settings.ts';
import { fileTree } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';

const folder = 'var/cpanel/active_connections';

describe.skipIf(!needs.root)(`settingsKeeper${because(needs.root, 'needs root')}`, () => {
  it('keeps settings, and an allow list that the guard reads', async () => {
    const root = fileTree({});
    const keeper = settingsKeeper('cpanel', root);
    expect(await keeper.read()).toMatchObject({ settings: usualSettings, allowList: '', problems: [] });
    const settings = { ...usualSettings, limits: { loginFast: { count: 12, seconds: 600 } } };
    const allowList = '# people\n198.51.100.5 # office\n2001:db8:5::/48\n';
    expect((await keeper.write({ settings, allowList })).ok).toBe(true);
    expect(await keeper.read()).toMatchObject({ settings, allowList, problems: [] });
    expect(statSync(join(root, folder, 'allow-list')).mode & 0o777).toBe(0o600);
    const problems: Problem[] = [];
    expect(ownAllowList(join(root, folder), problems).map(({ covers }) => covers)).toEqual(['198.51.100.5', '2001:db8:5::/48']);
    expect(problems).toEqual([]);
  });

  it('does not show a list that is too long for a form, and leaves it alone', async () => {
    const root = fileTree({});
    const keeper = settingsKeeper('cpanel', root);
    await keeper.write({ settings: usualSettings, allowList: '' });
    writeFileSync(join(root, folder, 'allow-list'), '198.51.100.5\n'.repeat(2000));
    const read = await keeper.read();
    expect([read.allowList, read.problems.map(({ kind }) => kind)]).toEqual([null, ['too-large']]);
    expect((await keeper.write({ settings: usualSettings, allowList: null })).ok).toBe(true);
    expect(statSync(join(root, folder, 'allow-list')).size).toBe(26_000);
  });
});
