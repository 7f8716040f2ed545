import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { claimsIn } from '../../../../src/block/claims.ts';
import type { BlockOrder } from '../../../../src/model/block.ts';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import { ipBlocker } from '../../../../src/panels/cpanel/ip-blocker.ts';
import { whmApi } from '../../../../src/panels/cpanel/whm-api.ts';
import { localWhm } from '../../../../src/panels/cpanel/whm-local.ts';
import { runProgram } from '../../../../src/system/run-program.ts';
import { enforcerContract } from '../../../contract/enforcer-contract.ts';
import { installWhm } from '../../../stand-ins/whm/install-whm.ts';

const whm = installWhm();
const roots = ['public_html', 'shop'].map((name) => join(whm.folder, name));
for (const root of roots) mkdirSync(root);
const reset = (): void => {
  for (const root of roots) writeFileSync(join(root, '.htaccess'), '# mine\n');
  whm.change((state) => {
    Object.assign(state, { broken: null, brokenFunction: null, accounts: { alice: { roots, features: ['ipdeny'] } } });
  });
};
reset();
afterAll(() => {
  whm.remove();
});

const claims = claimsIn(join(whm.folder, 'claims'));
const scope = { kind: 'account', account: 'alice' } as const;
const make = (): ReturnType<typeof ipBlocker> =>
  ipBlocker({ api: whmApi(whm.direct), claims, accounts: () => ['alice'], isGone: (account) => account === 'gone' });
const text = (root: string): string => readFileSync(join(root, '.htaccess'), 'utf8');

enforcerContract("cPanel's IP Blocker", make, {
  scope,
  rounds: 3,
  others: () =>
    Promise.resolve(
      roots
        .map(text)
        .join('')
        .replace(/deny from (?!192).*\n/g, ''),
    ),
  blockByOthers: (target) => {
    writeFileSync(join(roots[0] ?? '', '.htaccess'), `# mine\ndeny from ${target}\n`);
    return Promise.resolve();
  },
  breakNextApply: () => {
    whm.change((state) => {
      state.accounts['alice'] = { roots, features: [] };
    });
    return Promise.resolve(() => {
      reset();
      return Promise.resolve();
    });
  },
  cleanUp: () => {
    reset();
    return Promise.resolve();
  },
});

describe("cPanel's IP Blocker, beside the contract", () => {
  const target = parseIpAddress('203.0.113.7');
  if (target === undefined) throw new Error('no address');
  const order: BlockOrder = { id: 'b-00000000000000aa', target, scope, untilEpoch: null, reason: 'why' };
  const enforcer = make();
  afterEach(async () => {
    await enforcer.lift(order);
    reset();
  });

  it('reaches every site of the account, through the programs too', async () => {
    const byProgram = ipBlocker({ api: whmApi(localWhm(runProgram, whm.programs)), claims, accounts: () => [], isGone: () => false });
    expect(await byProgram.apply(order)).toMatchObject({ ok: true, value: { already: false } });
    expect(roots.map(text)).toEqual(Array(2).fill('# mine\ndeny from 203.0.113.7\n'));
    expect(await byProgram.lift(order)).toEqual({ ok: true, value: 'lifted' });
    expect(roots.map(text)).toEqual(Array(2).fill('# mine\n'));
  });

  it('does not take the yes to the call for the yes inside it', async () => {
    whm.change((state) => {
      state.accounts['alice'] = { roots, features: [] };
    });
    const problem = { kind: 'cannot-do', what: 'feature ipdeny is not enabled for this account' };
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem });
    expect(claims.all()).toEqual({ ok: true, value: [] });
  });

  it('gives the reason of a refusal outside, too', async () => {
    const mallory = { ...order, scope: { kind: 'account', account: 'mallory' } as const };
    expect(await enforcer.apply(mallory)).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
  });

  it.each(['', '../alice', 'alice --x', '-alice', 'alice\n'])('takes %j for no account', async (account) => {
    const odd = { ...order, scope: { kind: 'account', account } as const };
    expect(await enforcer.apply(odd)).toMatchObject({ ok: false, problem: { kind: 'cannot-do' } });
    expect(existsSync(join(whm.folder, 'claims', 'claims.json.lock'))).toBe(false);
  });

  it("leaves another's line where it is", async () => {
    writeFileSync(join(roots[0] ?? '', '.htaccess'), '# mine\ndeny from 203.0.113.7\n');
    expect(await enforcer.apply(order)).toMatchObject({
      ok: true,
      value: { already: true, remarks: [expect.stringContaining('somebody else')] },
    });
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'was-not-there' });
    expect(text(roots[0] ?? '')).toContain('deny from 203.0.113.7');
    rmSync(join(roots[0] ?? '', '.htaccess'));
  });

  it('closes what it held of an account that is gone, and the others are still told', async () => {
    const gone = { ...order, scope: { kind: 'account', account: 'gone' } as const };
    await claims.change((all) => [
      ...all,
      {
        enforcer: 'ip-blocker',
        id: order.id,
        target: order.target,
        scope: gone.scope,
        where: 'gone',
        endsEpoch: null,
        untilEpoch: null,
        reason: null,
      },
    ]);
    expect((await enforcer.list()).ok).toBe(true);
    expect(await enforcer.readBack(gone)).toEqual({ ok: true, value: null });
    expect(await enforcer.lift(gone)).toEqual({ ok: true, value: 'place-gone' });
    expect(claims.all()).toEqual({ ok: true, value: [] });
  });
});
