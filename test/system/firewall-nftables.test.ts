import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nftables } from '../../src/block/enforcers/nftables/nftables.ts';
import { because, lacking, needs } from '../needs.ts';
import { connects, download, isShutOut, orderFor, stillFlows, value } from './firewall-story.ts';
import { bystander4, containerPort, firewallStage, type FirewallStage, foreignTable, visitor4, visitor6 } from './firewall-stage.ts';

const missing = lacking('ip', 'nft');
const ready = needs.root && missing.length === 0;

describe.skipIf(!ready)(`nftables on a server with visitors${because(ready, `needs root and ${missing.join(', ')}`)}`, () => {
  let stage: FirewallStage;
  let foreign: string;
  const foreignRules = (): string => stage.print('nft', 'list', 'table', 'ip', 'other_tool').replaceAll(/expires \w+/g, '');

  beforeAll(async () => {
    stage = await firewallStage();
    stage.give(foreignTable, 'nft', '-f', '-');
    foreign = foreignRules();
  });
  afterAll(() => {
    stage.clear();
  });

  it.each([
    ['an IPv4 address', visitor4, visitor4],
    ['an IPv6 address', visitor6, visitor6],
    ['the /24 of a visitor', visitor4, '203.0.113.0/24'],
    ['the /64 of a visitor', visitor6, '2001:db8:1:2::/64'],
  ])('stops new and open connections of %s, and lets them in again', async (_, visitor, target) => {
    const enforcer = nftables(stage.machine);
    const order = orderFor(target);
    await download(stage, visitor, visitor);
    expect(await connects(stage, visitor)).toBe(true);
    expect(await stillFlows(stage, visitor)).toBe(true);

    value(await enforcer.apply(order));
    await pause(200);
    expect(await isShutOut(stage, visitor)).toBe(true);
    expect(await stillFlows(stage, visitor)).toBe(false);
    expect(value(await enforcer.readBack(order))?.kept).toBeGreaterThan(0);

    value(await enforcer.lift(order));
    expect(await connects(stage, visitor)).toBe(true);
    expect(foreignRules()).toBe(foreign);
  });

  it('stops what is forwarded to a container, and nobody else', async () => {
    const enforcer = nftables(stage.machine);
    const order = orderFor(visitor4);
    expect(await connects(stage, visitor4, containerPort)).toBe(true);
    value(await enforcer.apply(order));
    expect(await isShutOut(stage, visitor4, containerPort)).toBe(true);
    expect(await connects(stage, bystander4, containerPort)).toBe(true);
    expect(await connects(stage, bystander4)).toBe(true);
    value(await enforcer.lift(order));
    expect(await connects(stage, visitor4, containerPort)).toBe(true);
  });

  it('lets in again what a range inside a lifted range still holds', async () => {
    const enforcer = nftables(stage.machine);
    const [wide, inner] = [orderFor('203.0.113.0/24'), orderFor(visitor4)];
    value(await enforcer.apply(wide));
    value(await enforcer.apply(inner));
    value(await enforcer.lift(wide));
    expect(await isShutOut(stage, visitor4)).toBe(true);
    expect(await connects(stage, bystander4)).toBe(true);
    value(await enforcer.lift(inner));
    expect(await connects(stage, visitor4)).toBe(true);
  });

  it('lets in again when the time is over, and clears up when it is asked to lift that', { timeout: 30_000 }, async () => {
    const enforcer = nftables(stage.machine);
    const order = orderFor(visitor4, 3);
    value(await enforcer.apply(order));
    expect(await isShutOut(stage, visitor4)).toBe(true);
    for (let waited = 0; waited < 40 && value(await enforcer.readBack(order)) !== null; waited++) await pause(250);
    expect(await connects(stage, visitor4)).toBe(true);
    expect(value(await enforcer.lift(order))).toBe('was-not-there');
    expect(stage.print('nft', 'list', 'tables')).not.toContain('active_connections');
  });

  it('mends a chain of ours that somebody emptied, with the next block', async () => {
    const enforcer = nftables(stage.machine);
    const [first, second] = [orderFor(visitor4), orderFor('198.51.100.0/24')];
    value(await enforcer.apply(first));
    stage.print('nft', 'flush', 'chain', 'inet', 'active_connections', 'prerouting');
    expect(await connects(stage, visitor4)).toBe(true);
    expect(value(await enforcer.readBack(first))).toBeNull();
    value(await enforcer.apply(second));
    expect(await isShutOut(stage, visitor4)).toBe(true);
    stage.print('nft', 'flush', 'chain', 'inet', 'active_connections', 'prerouting');
    expect(value(await enforcer.apply(first)).already).toBe(true);
    expect(await isShutOut(stage, visitor4)).toBe(true);
    value(await enforcer.lift(first));
    value(await enforcer.lift(second));
    expect(foreignRules()).toBe(foreign);
  });
});
