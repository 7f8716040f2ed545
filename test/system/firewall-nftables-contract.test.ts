import { afterAll, beforeAll } from 'vitest';
import { nftables } from '../../src/block/enforcers/nftables/nftables.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { lacking, needs } from '../needs.ts';
import { firewallStage, type FirewallStage, foreignTable } from './firewall-stage.ts';

const missing = lacking('ip', 'nft');
const skip = needs.root && missing.length === 0 ? undefined : `needs root and ${missing.join(', ')}`;
let stage: FirewallStage | undefined;
const here = (): FirewallStage => {
  if (stage === undefined) throw new Error('no stage');
  return stage;
};

beforeAll(async () => {
  if (skip !== undefined) return;
  stage = await firewallStage();
  stage.give(foreignTable, 'nft', '-f', '-');
});
afterAll(() => stage?.clear());

enforcerContract('nftables', () => nftables(here().machine), {
  skip,
  targets: ['203.0.113.7', '203.0.113.0/24', '203.0.113.0/25', '2001:db8:1:2::7', '2001:db8:1:2::/64'],
  cannotDo: ['fe80::1%eth0', '0.0.0.0/0'],
  endsByItself: true,
  // Our table is gone with our last block, so that the whole rule set is what it was.
  others: () => Promise.resolve(here().print('nft', '-s', 'list', 'ruleset')),
  // An element that somebody put into our table by hand, without an id of ours.
  blockByOthers: (target) => {
    const frame = 'add table inet active_connections\nadd set inet active_connections addresses4 { type ipv4_addr; flags timeout; }\n';
    here().give(`${frame}add element inet active_connections addresses4 { ${target} }\n`, 'nft', '-f', '-');
    return Promise.resolve();
  },
  cleanUp: () => {
    here().give('add table inet active_connections\ndelete table inet active_connections\n', 'nft', '-f', '-');
    return Promise.resolve();
  },
  breakNextApply: () => {
    // Another program's set of the same name and another type makes the transaction fail as a whole.
    here().give('add table inet active_connections\nadd set inet active_connections addresses4 { type inet_service; }\n', 'nft', '-f', '-');
    return Promise.resolve(() => {
      here().print('nft', 'delete', 'table', 'inet', 'active_connections');
      return Promise.resolve();
    });
  },
});
