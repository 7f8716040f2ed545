import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockTargetOf } from '../../src/model/block-target.ts';
import type { Blocks } from '../../src/actions/blocks.ts';
import { blocksInWorld } from '../../src/actions/blocks-in-world.ts';
import { type BlockWorld, usualLimits } from '../../src/block/block-world.ts';
import { type GuardFacts, noGuardFacts } from '../../src/block/guard/guard-facts.ts';
import { openJournal } from '../../src/block/journal/journal.ts';
import { newBlockId } from '../../src/block/new-block-id.ts';
import { noIdentity } from '../../src/model/identity.ts';
import type { Operator } from '../../src/model/operator.ts';
import { failed, ok } from '../../src/model/result.ts';
import { blockByOthers, fakeEnforcer } from '../contract/fake-enforcer.ts';
import { given } from '../given-address.ts';
import { type FakeState, fakeNowMs } from './fake-reviews.ts';

/** Who looks at the fake server. */
export const fakeOperator: Operator = {
  name: 'root',
  role: 'admin',
  estate: null,
  address: given('198.51.100.200'),
  session: 'a session',
  actsFor: null,
};

/** From here somebody fetched mail, by the system's log. */
export const loggedInByLog = given('198.51.100.90');

/** Refused for good: the operator. A crawler that is known; a white list; the rest may be blocked. */
const facts = ({ address }: Operator, nowEpoch: number): GuardFacts => ({
  ...noGuardFacts,
  nowEpoch,
  operatorAddress: address,
  allowEntries: [{ covers: given('198.51.100.5'), list: 'csf.allow', comment: 'office <b>of</b> the customer' }],
  loginsInLog: [{ address: loggedInByLog, what: 'a mailbox of the clinic', epoch: nowEpoch - 3600 }],
  identity: null,
});

/** Guard, plan, journal and enforcers as they are, over places that only write into a folder of their own. */
export function fakeBlocks(state: FakeState, now: () => number = () => fakeNowMs): Blocks {
  const nowEpoch = (): number => Math.floor(now() / 1000);
  const world = state === 'broken' ? null : fakeWorld(state, nowEpoch);
  const blocks = blocksInWorld({
    world: world === null ? failed({ kind: 'permission-denied', path: '/var/lib/active-connections' }) : ok(world),
    way: 'in the browser',
    guardFacts: ({ target }, operator) => Promise.resolve({ ...facts(operator, nowEpoch()), ...crawler(target) }),
    guardFactsOfMany: () => () => Promise.resolve(noGuardFacts),
    proof: (_, { since }) =>
      Promise.resolve({
        takenAt: new Date(now()).toISOString(),
        since,
        countedFrom: since,
        effects: ['logins', 'everything'],
        connections: 0,
        requestsSince: 0,
        logsUnread: 0,
        lastRequest: null,
      }),
    inForce: async () => {
      const list = await blocks.list(0);
      if (!list.ok) return null;
      return list.value.blocks.flatMap(({ whose, block }) => {
        const target = block === null ? undefined : blockTargetOf(block.target);
        return whose === 'ours' && block !== null && target !== undefined ? [{ ...block, target }] : [];
      });
    },
  });
  return blocks;
}

/** The first address of the documentation's third network is a crawler here. */
const crawler = (target: string): Partial<GuardFacts> =>
  target === '203.0.113.1'
    ? {
        identity: {
          ...noIdentity,
          status: 'verified',
          kind: 'search',
          service: 'Examplebot',
          ranges: [{ kind: 'search', service: 'Examplebot' }],
        },
      }
    : {};

const folders: string[] = [];

/** Takes away what the fake servers wrote; a test's process ends without a word, so every test file that makes one calls this. */
export function removeFakeBlocks(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
process.once('exit', removeFakeBlocks);

function fakeWorld(state: FakeState, nowEpoch: () => number): BlockWorld {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-fake-blocks-'));
  folders.push(folder);
  const cphulk = {
    ...fakeEnforcer(join(folder, 'cphulk'), { name: 'cphulk', effect: 'logins', endsByItself: false, nowEpoch }),
    title: 'cPHulk',
    stops: 'Stops logins with a password (cPanel, WHM, mail, FTP, SSH); not web pages.',
  };
  const firewall = {
    ...fakeEnforcer(join(folder, 'nftables'), { name: 'nftables', nowEpoch }),
    title: 'the firewall (nftables)',
    stops: 'Stops everything from this address at once, on all ports, and cuts what is open.',
  };
  const site = {
    ...fakeEnforcer(join(folder, 'htaccess'), { name: 'htaccess', effect: 'web', scopes: ['domain'], endsByItself: false, nowEpoch }),
    title: 'the site’s .htaccess',
    stops: 'Refuses what Apache would answer for this one site.',
  };
  const broken = fakeEnforcer(join(folder, 'crowdsec'), {
    name: 'crowdsec',
    nowEpoch,
    fails: (what) => (what === 'usable' ? { kind: 'program-missing', program: 'cscli' } : null),
  });
  if (state === 'busy') {
    blockByOthers(join(folder, 'nftables'), '192.0.2.66', 'nftables');
    blockByOthers(join(folder, 'cphulk'), '2001:db8:bad:1::/64', 'cphulk');
  }
  return {
    enforcers: [cphulk, site, firewall, { ...broken, title: 'CrowdSec' }],
    native: ['cphulk'],
    journal: openJournal(folder),
    lockPath: join(folder, 'changes.lock'),
    limits: usualLimits,
    nowEpoch,
    machineRun: () => ({ id: 'one', upSeconds: 86_400 }),
    newId: newBlockId,
  };
}
