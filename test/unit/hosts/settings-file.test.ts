import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, writeSettings } from '../../../src/hosts/settings-file.ts';
import { parseSettings, printSettings } from '../../../src/hosts/settings-format.ts';
import { type Settings, strictSettings, usualSettings } from '../../../src/model/settings.ts';
import { fileTree } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';

const some: Settings = {
  limits: { loginFast: { count: 12, seconds: 600 }, loginForgotten: { count: 3, seconds: null } },
  resellers: { look: true, blockOwn: false, server: { bob: { perHour: 5 } } },
};
const place = 'var/cpanel/active_connections/settings.json';

describe.skipIf(!needs.root)(`the settings file${because(needs.root, 'needs root')}`, () => {
  it('gives back what was written, root’s alone', async () => {
    const root = fileTree({});
    expect((await writeSettings('cpanel', root, some)).ok).toBe(true);
    expect(statSync(join(root, place)).mode & 0o777).toBe(0o600);
    expect(await readSettings('cpanel', root)).toEqual({ value: some, problem: null });
  });

  it('is as shipped where there is none', async () => {
    expect(await readSettings('cpanel', fileTree({}))).toEqual({ value: usualSettings, problem: null });
  });

  it.each([
    ['is cut short', printSettings(some).slice(0, 60), 0o600, 'unknown-format'],
    ['is of a later version', printSettings(some).replace('"version": 1', '"version": 2'), 0o600, 'unknown-format'],
    ['holds what nobody knows', printSettings(some).replace('"look"', '"see"'), 0o600, 'unknown-format'],
    ['is empty', '', 0o600, 'unknown-format'],
    ['is open to others', printSettings(some), 0o644, 'open-to-others'],
  ])('lets resellers do nothing when it %s', async (_, text, mode, kind) => {
    const root = fileTree({});
    mkdirSync(join(root, dirname(place)), { recursive: true, mode: 0o700 });
    writeFileSync(join(root, place), text);
    chmodSync(join(root, place), mode);
    const { value, problem } = await readSettings('cpanel', root);
    expect([value, problem?.kind]).toEqual([strictSettings, kind]);
  });
});

describe('parseSettings', () => {
  it.each([
    { limits: { loginFast: { count: 0, seconds: 600 } } },
    { limits: { loginFast: { count: 1.5, seconds: 600 } } },
    { limits: { 'login fast': { count: 1, seconds: 600 } } },
    { resellers: { ...some.resellers, server: { 'bob\n': { perHour: 5 } } } },
    { resellers: { ...some.resellers, server: { bob: { perHour: 0 } } } },
  ])('takes nothing odd: %j', (odd) => {
    expect(parseSettings(printSettings({ ...some, ...odd }))).toBeNull();
  });
});
