import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { enforcerContract } from './enforcer-contract.ts';
import { blockByOthers, fakeEnforcer, othersIn } from './fake-enforcer.ts';

const folder = mkdtempSync(join(tmpdir(), 'active-connections-fake-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let broken = false;

enforcerContract(
  'fake',
  () =>
    fakeEnforcer(folder, { fails: (what) => (broken && what === 'apply' ? { kind: 'write-failed', path: folder, code: 'EIO' } : null) }),
  {
    endsByItself: true,
    rounds: 50,
    others: () => Promise.resolve(othersIn(folder)),
    blockByOthers: (target) => {
      blockByOthers(folder, target);
      return Promise.resolve();
    },
    breakNextApply: () => {
      broken = true;
      return Promise.resolve(() => {
        broken = false;
        return Promise.resolve();
      });
    },
  },
);

const account = { kind: 'account', account: 'shopkeeper' } as const;
enforcerContract('fake for an account', () => fakeEnforcer(join(folder, 'account'), { scopes: ['account'], endsByItself: false }), {
  scope: account,
});
