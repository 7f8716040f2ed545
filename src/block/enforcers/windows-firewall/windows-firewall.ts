import type { HeldBlock } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Enforcer } from '../../enforcer.ts';
import type { FirewallMachine } from '../firewall-machine.ts';
import { firewallOrder, firewallTarget } from '../firewall-target.ts';
import { alreadyHeld, heldUnder, newlyHeld } from '../held.ts';
import { readRules } from './rules.ts';
import { addScript, commandOf, listScript, removeScript } from './scripts.ts';

const where = 'Windows Firewall';

/**
 * Inbound rules of ours in the firewall of Windows, for Plesk there. Written from Microsoft's documents and held by the contract
 * with a stand-in; it has not been run on a real Windows machine.
 */
export function windowsFirewall(machine: Pick<FirewallMachine, 'run' | 'nowEpoch' | 'alone'>): Enforcer {
  const run = (script: string): Promise<Result<string, Problem>> => machine.run(commandOf(script));

  const read = async (): Promise<Result<readonly HeldBlock[], Problem>> => {
    const listed = await run(listScript);
    if (!listed.ok) return listed;
    const rules = readRules(listed.value);
    const detail = 'not the JSON our script prints';
    return rules === undefined ? failed({ kind: 'unexpected-answer', from: 'Get-NetFirewallRule', detail }) : ok(rules);
  };

  return {
    name: 'windows-firewall',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'all',
    stops:
      'Stops new connections from the address to services on this server; connections that are open may go on, and the rule stays until it is lifted, also over a restart.',
    usable: async () => {
      const rules = await read();
      return rules.ok ? ok(null) : rules;
    },

    plan: (asked) => {
      const order = firewallOrder(asked, where, machine.nowEpoch());
      return Promise.resolve(order.ok ? ok({ commands: [commandOf(addScript(asked.id, order.value))], texts: [], calls: [] }) : order);
    },

    apply: (asked) =>
      machine.alone(async () => {
        const order = firewallOrder(asked, where, machine.nowEpoch());
        if (!order.ok) return order;
        const rules = await read();
        if (!rules.ok) return rules;
        const present = heldUnder(rules.value, order.value.target);
        if (present !== undefined) return ok(alreadyHeld({ ...present, untilEpoch: null }, asked));
        const done = await run(addScript(asked.id, order.value));
        return done.ok ? ok(newlyHeld(null)) : done;
      }),

    readBack: async ({ target }) => {
      const parsed = firewallTarget(target);
      const rules = await read();
      if (!rules.ok) return rules;
      return ok(parsed === null ? null : (heldUnder(rules.value, parsed) ?? null));
    },

    lift: ({ id, target }) =>
      machine.alone<'lifted' | 'was-not-there'>(async () => {
        const parsed = firewallTarget(target);
        const rules = await read();
        if (!rules.ok) return rules;
        if (parsed === null || heldUnder(rules.value, parsed)?.id !== id) return ok('was-not-there');
        const done = await run(removeScript(id));
        return done.ok ? ok('lifted') : done;
      }),

    list: read,
  };
}
