import { type SettingsKeeper, shippedLimits } from '../../src/actions/settings-keeper.ts';
import { failed, ok } from '../../src/model/result.ts';
import { usualSettings } from '../../src/model/settings.ts';
import type { ChangedSettings } from '../../src/model/settings-report.ts';
import type { FakeState } from './fake-reviews.ts';

/** Settings that are kept in memory: as shipped on an empty server, changed on a busy one, out of reach on a broken one. */
export function fakeSettings(state: FakeState): SettingsKeeper {
  let kept: ChangedSettings = {
    settings:
      state === 'busy'
        ? {
            limits: { loginFast: { count: 12, seconds: 600 }, ruleOfAnotherVersion: { count: 1, seconds: null } },
            resellers: { look: true, blockOwn: false, server: { bob: { perHour: 5 } } },
          }
        : usualSettings,
    allowList: state === 'busy' ? '# people\n198.51.100.5 # office <b>of</b> the "customer"\n2001:db8:5::/48\n' : '',
  };
  return {
    read: () =>
      Promise.resolve({
        ...kept,
        allowList: state === 'broken' ? null : kept.allowList,
        limits: shippedLimits,
        resellers: state === 'busy' ? ['bob', 'dora'] : [],
        problems: state === 'broken' ? [{ kind: 'permission-denied', path: '/var/lib/active-connections/allow-list' }] : [],
      }),
    write: (changed) => {
      if (state === 'broken') return Promise.resolve(failed({ kind: 'write-failed', path: '/var/lib/active-connections', code: 'ENOSPC' }));
      kept = { ...changed, allowList: changed.allowList ?? kept.allowList };
      return Promise.resolve(ok(null));
    },
  };
}
