import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { BlockOrder } from '../../../../src/model/block.ts';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import { parseIpRange } from '../../../../src/model/ip-range.ts';
import { cphulk } from '../../../../src/panels/cpanel/cphulk.ts';
import { whmApi } from '../../../../src/panels/cpanel/whm-api.ts';
import { localWhm } from '../../../../src/panels/cpanel/whm-local.ts';
import { runProgram } from '../../../../src/system/run-program.ts';
import { enforcerContract } from '../../../contract/enforcer-contract.ts';
import { installWhm } from '../../../stand-ins/whm/install-whm.ts';

const whm = installWhm();
const api = whmApi(whm.direct);
afterAll(() => {
  whm.remove();
});

const marked = /^Active Connections b-/;
const others = (): Promise<string> =>
  Promise.resolve(JSON.stringify(Object.entries(whm.state().records).filter(([, { comment }]) => !marked.test(comment ?? ''))));

enforcerContract('cPHulk', () => cphulk(api), {
  others,
  rounds: 3,
  blockByOthers: (target) => {
    whm.change(({ records }) => {
      records[target] = { list: 'black', comment: 'by hand' };
    });
    return Promise.resolve();
  },
  breakNextApply: () => {
    whm.change((state) => {
      Object.assign(state, { broken: '<html>login</html>', brokenFunction: 'create_cphulk_record' });
    });
    return Promise.resolve(() => Promise.resolve());
  },
  cleanUp: () => {
    whm.change((state) => {
      state.records = {};
    });
    return Promise.resolve();
  },
});

const address = parseIpAddress('203.0.113.7');
const range = parseIpRange('203.0.113.0/24');
if (address === undefined || range === undefined) throw new Error('no address');

const order: BlockOrder = {
  id: 'b-00000000000000aa',
  target: address,
  scope: { kind: 'server' },
  untilEpoch: null,
  reason: 'logins',
};

describe('cPHulk, beside the contract', () => {
  const enforcer = cphulk(api);
  const answerOf = (name: string, text: string): void => {
    whm.change((state) => {
      Object.assign(state, { broken: text, brokenFunction: name });
    });
  };
  const hold = (key: string, list: 'black' | 'white', comment: string | null): void => {
    whm.change(({ records }) => {
      records[key] = { list, comment };
    });
  };
  afterEach(() => {
    whm.change((state) => {
      Object.assign(state, { enabled: true, records: {}, broken: null, brokenFunction: null, calls: [], temporaryBans: {} });
    });
  });

  it('leaves an entry of the white list where it is', async () => {
    hold('203.0.113.7', 'white', 'the office');
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'on-allow-list' } });
    expect(whm.state().records).toEqual({ '203.0.113.7': { list: 'white', comment: 'the office' } });
  });

  it('says so when a wider white range would let the address in anyway', async () => {
    hold('203.0.113.0-203.0.113.255', 'white', null);
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { list: "cPHulk's white list (203.0.113.0-203.0.113.255)" } });
  });

  it('names the white addresses inside a range it blocks', async () => {
    hold('203.0.113.9', 'white', null);
    const applied = await enforcer.apply({ ...order, target: range });
    expect(applied).toMatchObject({ ok: true, value: { remarks: ["203.0.113.9 is on cPHulk's white list and can still log in."] } });
    expect(whm.state().records['203.0.113.9']?.list).toBe('white');
  });

  it("keeps another's comment on an entry that is there already", async () => {
    hold('203.0.113.7', 'black', 'by hand');
    expect(await enforcer.apply(order)).toMatchObject({ ok: true, value: { already: true } });
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'was-not-there' });
    expect(whm.state().records['203.0.113.7']?.comment).toBe('by hand');
  });

  it('lifts the entry of the block it is asked about, and no other of ours', async () => {
    hold('203.0.113.7', 'black', 'Active Connections b-00000000000000bb: of somebody else');
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'was-not-there' });
    expect(whm.state().records).toHaveProperty(['203.0.113.7', 'list'], 'black');
  });

  it('stores nothing and says that cPHulk is off', async () => {
    whm.change((state) => {
      state.enabled = false;
    });
    expect(await enforcer.usable()).toMatchObject({ ok: false, problem: { kind: 'service-stopped' } });
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'service-stopped' } });
    expect(whm.state().records).toEqual({});
  });

  it('does not take the yes to a call for the yes to an address', async () => {
    const data = { list_name: 'black', ips_added: ['198.51.100.1'], ips_failed: { '203.0.113.7': 'a reason' } };
    answerOf('create_cphulk_record', JSON.stringify({ metadata: { result: 1, reason: 'OK' }, data }));
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'cannot-do', what: '203.0.113.7: a reason' } });
  });

  it('does not believe a success that is not found when read back', async () => {
    answerOf('create_cphulk_record', JSON.stringify({ metadata: { result: 1, reason: 'OK' }, data: { ips_failed: {} } }));
    expect(await enforcer.apply(order)).toMatchObject({ ok: false, problem: { kind: 'not-confirmed' } });
  });

  it('ends the ban of a day that listed login attempts made', async () => {
    await enforcer.apply(order);
    whm.change(({ temporaryBans }) => {
      temporaryBans['203.0.113.7'] = 1;
    });
    expect(await enforcer.lift(order)).toEqual({ ok: true, value: 'lifted' });
    expect(whm.state().temporaryBans).toEqual({});
  });

  it('acts as root through the programs, with a comment that stays readable', async () => {
    const byProgram = cphulk(whmApi(localWhm(runProgram, whm.programs)));
    expect(await byProgram.apply({ ...order, reason: '100% "sure"\\' })).toMatchObject({ ok: true });
    expect(await byProgram.readBack(order)).toMatchObject({ value: { id: order.id } });
    const { calls, records } = whm.state();
    expect(new Set(calls.map(({ user }) => user))).toEqual(new Set(['root']));
    expect(records['203.0.113.7']?.comment).toBe('Active Connections b-00000000000000aa: 100? ?sure??');
  });

  it("shows others' entries as they are, and ranges as CIDR where they are one", async () => {
    hold('198.51.100.0-198.51.100.255', 'black', null);
    hold('198.51.100.5-198.51.100.9', 'black', 'a few');
    hold('something new', 'black', null);
    const listed = await enforcer.list();
    expect(listed.ok && listed.value.map(({ target, id, reason }) => [target, id, reason])).toEqual([
      ['198.51.100.0/24', null, null],
      ['198.51.100.5-198.51.100.9', null, 'a few'],
      ['something new', null, null],
    ]);
  });
});
