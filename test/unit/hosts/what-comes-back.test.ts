import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellingOfRestart } from '../../../src/block/telling-of-restart.ts';
import { whatComesBack } from '../../../src/hosts/blocks/what-comes-back.ts';
import { fakeEnforcer } from '../../contract/fake-enforcer.ts';

describe.skipIf(process.platform !== 'linux')('what is said of a restart before the click', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'active-connections-root-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const put = (path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  };

  it('names minutes only where the timer is there', () => {
    const five = { by: 'timer', minutes: 5 };
    expect([whatComesBack('cpanel', root), whatComesBack('plesk', root)]).toEqual([{ by: 'hand' }, { by: 'hand' }]);
    put('etc/cron.d/active-connections');
    put('usr/local/psa/admin/sbin/modules/active-connections/active-connections');
    expect([whatComesBack('cpanel', root), whatComesBack('plesk', root)]).toEqual([five, five]);
    expect(whatComesBack('standalone', root)).toEqual({ by: 'hand' });
  });

  it.each([
    ['none', { by: 'timer', minutes: 5 }, 'A restart of the server sweeps a block away; it comes back within about 5 minutes.'],
    ['endless', { by: 'nothing' }, 'A restart of the server sweeps a block with an end away; it has to be set again.'],
    ['none', { by: 'hand' }, 'when “active-connections expire” is run, for which no timer is known here.'],
  ] as const)('says of blocks of which %s outlive it, with %j', (outlivesRestart, comesBack, text) => {
    const { stops } = tellingOfRestart(fakeEnforcer(join(root, 'place'), { outlivesRestart }), comesBack);
    expect(stops.endsWith(text)).toBe(true);
  });

  it('says nothing of a place that keeps its blocks', () => {
    const enforcer = fakeEnforcer(join(root, 'place'), { outlivesRestart: 'all' });
    expect(tellingOfRestart(enforcer, { by: 'hand' })).toBe(enforcer);
  });
});
