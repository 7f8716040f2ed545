import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutConnections } from '../../src/block/enforcers/cut-connections.ts';
import { nftables } from '../../src/block/enforcers/nftables/nftables.ts';
import { because, lacking, needs } from '../needs.ts';
import { download, isShutOut, orderFor, progress, stillFlows, targetOf, value } from './firewall-story.ts';
import { bystander4, containerPort, firewallStage, type FirewallStage, foreignTable, visitor4, visitor6 } from './firewall-stage.ts';

const missing = lacking('ip', 'nft', 'ss', 'conntrack');
const ready = needs.root && missing.length === 0;

describe.skipIf(!ready)(`cutting what is open${because(ready, `needs root and ${missing.join(', ')}`)}`, () => {
  let stage: FirewallStage;
  beforeAll(async () => {
    stage = await firewallStage();
    stage.give(foreignTable, 'nft', '-f', '-');
  });
  afterAll(() => {
    stage.clear();
  });

  it.each([
    ['an IPv4 address at a socket that listens on ::', visitor4, visitor4],
    ['its /24', visitor4, '203.0.113.0/24'],
    ['an IPv6 address', visitor6, visitor6],
    ['its /64', visitor6, '2001:db8:1:2::/64'],
  ])('closes the connections of %s, and says how many', async (title, visitor, target) => {
    await download(stage, title, visitor);
    await download(stage, `${title}, second`, visitor);
    expect(value((await cutConnections(stage.machine, targetOf(target))).sockets)).toEqual({ before: 2, left: 0 });
    await pause(200);
    expect((await progress(stage, title)).isOpen).toBe(false);
  });

  it('leaves the connections of others', async () => {
    await download(stage, 'bystander', bystander4);
    expect(value((await cutConnections(stage.machine, targetOf(visitor4))).sockets)).toEqual({ before: 0, left: 0 });
    expect(await stillFlows(stage, 'bystander')).toBe(true);
  });

  it('makes the kernel forget what is forwarded to a container, so that the block holds there without open ends', async () => {
    const enforcer = nftables(stage.machine);
    const order = orderFor(visitor4);
    await download(stage, 'forwarded', visitor4, containerPort);
    value(await enforcer.apply(order));
    const { tracked } = await cutConnections(stage.machine, order.target);
    expect(value(tracked).before).toBeGreaterThan(0);
    expect(value(tracked).left).toBe(0);
    expect(await stillFlows(stage, 'forwarded')).toBe(false);
    expect(await isShutOut(stage, visitor4, containerPort)).toBe(true);
    value(await enforcer.lift(order));
  });

  it('says which program is missing', async () => {
    const without = { ...stage.machine, find: () => null };
    const { sockets, tracked } = await cutConnections(without, targetOf(visitor4));
    expect(sockets).toEqual({ ok: false, problem: { kind: 'program-missing', program: 'ss' } });
    expect(tracked).toEqual({ ok: false, problem: { kind: 'program-missing', program: 'conntrack' } });
  });
});
