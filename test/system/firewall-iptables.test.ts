import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iptables } from '../../src/block/enforcers/iptables/iptables.ts';
import type { FirewallMachine } from '../../src/block/enforcers/firewall-machine.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { because, lacking, needs } from '../needs.ts';
import { connects, download, isShutOut, orderFor, stillFlows, value } from './firewall-story.ts';
import { bystander4, containerPort, firewallStage, type FirewallStage, servicePort, visitor4, visitor6 } from './firewall-stage.ts';

const missing = lacking('ip', 'iptables', 'iptables-legacy', 'ipset');
const ready = needs.root && missing.length === 0;
const reason = `needs root and ${missing.join(', ')}`;

const programs = ['iptables', 'iptables-restore', 'ip6tables', 'ip6tables-restore'] as const;

/** Both kinds of iptables: rules kept by nftables, and the old way. */
const kinds = ['nft', 'legacy'] as const;

/** What other tools left there: rules in all tables, of both families, and a set. */
function putForeign(stage: FirewallStage, kind: string): void {
  for (const family of ['iptables', 'ip6tables']) {
    const tool = `${family}-${kind}`;
    stage.print(tool, '-w', '-N', 'OTHER-TOOL');
    stage.print(tool, '-w', '-A', 'OTHER-TOOL', '-p', 'tcp', '--dport', String(servicePort), '-j', 'ACCEPT');
    stage.print(tool, '-w', '-A', 'INPUT', '-j', 'OTHER-TOOL');
    stage.print(tool, '-w', '-t', 'raw', '-A', 'PREROUTING', '-p', 'udp', '--dport', '53', '-j', 'NOTRACK');
  }
  const forward = ['-p', 'tcp', '--dport', String(containerPort), '-j', 'DNAT', '--to-destination', `198.18.0.2:${servicePort}`];
  stage.print(`iptables-${kind}`, '-w', '-t', 'nat', '-A', 'PREROUTING', ...forward);
  stage.give('create other-tool hash:ip comment\nadd other-tool 198.51.100.77 comment "not ours"\n', 'ipset', 'restore');
}

/** All rules and sets, without counters. */
const everything = (stage: FirewallStage, kind: string): string =>
  [
    ...['raw', 'mangle', 'nat', 'filter'].flatMap((table) =>
      ['iptables', 'ip6tables'].map((tool) => stage.print(`${tool}-${kind}`, '-w', '-t', table, '-S')),
    ),
    stage.print('ipset', 'save'),
  ].join('\n');

for (const kind of kinds) {
  const names = Object.fromEntries(programs.map((program) => [program, program.replace('tables', `tables-${kind}`)]));
  let made: FirewallStage | undefined;
  const stage = (): FirewallStage => {
    if (made === undefined) throw new Error('no stage');
    return made;
  };

  let ruleFails = false;
  /** A machine whose kernel refuses our rule when the set is there already: the second of two steps. */
  const failing = (machine: FirewallMachine): FirewallMachine => ({
    ...machine,
    run: (command, input) => {
      const fails = ruleFails && command[0].endsWith('-restore') && input?.includes('match-set') === true;
      return machine.run(command, fails ? input.replace('--match-set', '--match-set no-') : input);
    },
  });

  describe.skipIf(!ready)(`iptables-${kind}${because(ready, reason)}`, () => {
    let foreign: string;
    beforeAll(async () => {
      made = await firewallStage(names);
      putForeign(made, kind);
      foreign = everything(made, kind);
    });
    afterAll(() => made?.clear());

    enforcerContract(`iptables-${kind} with ipset`, () => iptables(failing(stage().machine)), {
      targets: ['203.0.113.7', '203.0.113.0/24', '2001:db8:1:2::7', '2001:db8:1:2::/64'],
      cannotDo: ['fe80::1%eth0', '0.0.0.0/0'],
      endsByItself: true,
      others: () => Promise.resolve(everything(stage(), kind)),
      rounds: 2,
      blockByOthers: (target) => {
        stage().give(
          `create active-connections-4 hash:net family inet timeout 0 counters comment\nadd active-connections-4 ${target}\n`,
          'ipset',
          'restore',
        );
        return Promise.resolve();
      },
      cleanUp: () => {
        if (stage().print('ipset', '-n', 'list').includes('active-connections-4'))
          stage().print('ipset', 'destroy', 'active-connections-4');
        return Promise.resolve();
      },
      breakNextApply: () => {
        ruleFails = true;
        return Promise.resolve(() => {
          ruleFails = false;
          return Promise.resolve();
        });
      },
    });

    it.each([
      ['an IPv4 address', visitor4, visitor4],
      ['an IPv6 address', visitor6, visitor6],
      ['the /24 of a visitor', visitor4, '203.0.113.0/24'],
      ['the /64 of a visitor', visitor6, '2001:db8:1:2::/64'],
    ])('stops new and open connections of %s, and lets them in again', async (title, visitor, target) => {
      const enforcer = iptables(stage().machine);
      const order = orderFor(target);
      await download(stage(), title, visitor);
      expect(await stillFlows(stage(), title)).toBe(true);
      value(await enforcer.apply(order));
      await pause(200);
      expect(await isShutOut(stage(), visitor)).toBe(true);
      expect(await stillFlows(stage(), title)).toBe(false);
      expect(value(await enforcer.readBack(order))?.kept).toBeGreaterThan(0);
      value(await enforcer.lift(order));
      expect(await connects(stage(), visitor)).toBe(true);
      expect(everything(stage(), kind)).toBe(foreign);
    });

    it('stops what is forwarded to a container, and nobody else', async () => {
      const enforcer = iptables(stage().machine);
      const order = orderFor(visitor4);
      value(await enforcer.apply(order));
      expect(await isShutOut(stage(), visitor4, containerPort)).toBe(true);
      expect(await connects(stage(), bystander4, containerPort)).toBe(true);
      value(await enforcer.lift(order));
      expect(await connects(stage(), visitor4, containerPort)).toBe(true);
    });

    it('sees that a rule was taken away, and mends it', async () => {
      const enforcer = iptables(stage().machine);
      const order = orderFor(visitor4);
      value(await enforcer.apply(order));
      stage().print(`iptables-${kind}`, '-w', '-t', 'raw', '-D', 'PREROUTING', '-j', 'ACTIVE-CONNECTIONS');
      expect(value(await enforcer.readBack(order))).toBeNull();
      expect(value(await enforcer.apply(order)).already).toBe(true);
      expect(await isShutOut(stage(), visitor4)).toBe(true);
      value(await enforcer.lift(order));
    });

    it('leaves a block longer than ipset can count without an end, and says so', async () => {
      const enforcer = iptables(stage().machine);
      const order = orderFor(visitor4, 30 * 86_400);
      const applied = value(await enforcer.apply(order));
      expect(applied.endsByItselfEpoch).toBeNull();
      expect(applied.remarks).toHaveLength(1);
      expect(value(await enforcer.readBack(order))?.untilEpoch).toBe(order.untilEpoch);
      value(await enforcer.lift(order));
    });
  });
}
