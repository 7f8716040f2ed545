import type { HeldBlock } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Enforcer } from '../../enforcer.ts';
import type { Command, FirewallMachine } from '../firewall-machine.ts';
import { type FirewallOrder, firewallOrder, type FirewallTarget, firewallTarget } from '../firewall-target.ts';
import { alreadyHeld, heldUnder, newlyHeld } from '../held.ts';
import { type Decision, foreverSeconds, readBouncers, readDecisions } from './decisions.ts';

const where = 'CrowdSec';

/** A decision of ours that CrowdSec hands to every machine of its fleet: `cscli decisions`, docs.crowdsec.net/docs/cscli. */
export function crowdsec(machine: FirewallMachine): Enforcer {
  const program = (): string | null => machine.find('cscli');
  const run = async (...words: readonly string[]): Promise<Result<string, Problem>> => {
    const path = program();
    return path === null ? failed({ kind: 'program-missing', program: 'cscli' }) : machine.run([path, ...words]);
  };

  const read = async (): Promise<Result<readonly Decision[], Problem>> => {
    const listed = await run('decisions', 'list', '-o', 'json', '-l', '0');
    if (!listed.ok) return listed;
    const decisions = readDecisions(listed.value, machine.nowEpoch());
    return decisions === undefined ? failed(unexpected('decisions list')) : ok(decisions);
  };

  const commandFor = ({ mark, target, seconds }: FirewallOrder): Command => [
    program() ?? 'cscli',
    'decisions',
    'add',
    target.text.includes('/') ? '--range' : '--ip',
    target.text,
    '--duration',
    `${seconds ?? foreverSeconds}s`,
    '--type',
    'ban',
    '--reason',
    mark,
  ];

  return {
    name: 'crowdsec',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'all',
    stops:
      'Stops the address on every machine of the CrowdSec fleet, as soon as and as far as the bouncers there carry it out; connections that are open may go on.',

    // A decision that nobody carries out stops nothing: users take the agent alone for a firewall.
    usable: async () => {
      const decisions = await read();
      if (!decisions.ok) return decisions;
      const listed = await run('bouncers', 'list', '-o', 'json');
      if (!listed.ok) return listed;
      const bouncers = readBouncers(listed.value);
      if (bouncers === undefined) return failed(unexpected('bouncers list'));
      const detail = 'no bouncer is registered, so that nothing carries out its decisions';
      return bouncers.length > 0 ? ok(null) : failed({ kind: 'service-stopped', service: where, detail });
    },

    plan: (asked) => {
      const order = firewallOrder(asked, where, machine.nowEpoch());
      return Promise.resolve(order.ok ? ok({ commands: [commandFor(order.value)], texts: [], calls: [] }) : order);
    },

    apply: (asked) =>
      machine.alone(async () => {
        const order = firewallOrder(asked, where, machine.nowEpoch());
        if (!order.ok) return order;
        const before = await read();
        if (!before.ok) return before;
        const present = oursOf(before.value, order.value.target);
        if (present !== undefined) return ok(alreadyHeld(withoutNumber(present), asked));
        const done = await machine.run(commandFor(order.value));
        if (!done.ok) return done;
        const remarks = asked.untilEpoch === null ? ['CrowdSec has no block without an end: this one was set for ten years.'] : [];
        return ok(newlyHeld(asked.untilEpoch, remarks));
      }),

    readBack: async ({ target }) => {
      const parsed = firewallTarget(target);
      const decisions = await read();
      if (!decisions.ok) return decisions;
      const held = parsed === null ? undefined : heldUnder(decisions.value, parsed);
      return ok(held === undefined ? null : withoutNumber(held));
    },

    lift: ({ id, target }) =>
      machine.alone<'lifted' | 'was-not-there'>(async () => {
        const parsed = firewallTarget(target);
        const decisions = await read();
        if (!decisions.ok) return decisions;
        const ours = decisions.value.filter((decision) => decision.id === id && decision.target === parsed?.text);
        for (const { number } of ours) {
          const done = await run('decisions', 'delete', '--id', String(number));
          if (!done.ok) return done;
        }
        return ok(ours.length > 0 ? 'lifted' : 'was-not-there');
      }),

    list: async () => {
      const decisions = await read();
      return decisions.ok ? ok(decisions.value.map(withoutNumber)) : decisions;
    },
  };
}

const oursOf = (decisions: readonly Decision[], { text }: FirewallTarget): Decision | undefined =>
  decisions.find(({ id, target }) => id !== null && target === text);

const withoutNumber = ({ target, enforcer, id, untilEpoch, reason, kept }: Decision): HeldBlock => ({
  target,
  enforcer,
  id,
  untilEpoch,
  reason,
  kept,
});

const unexpected = (question: string): Problem => ({
  kind: 'unexpected-answer',
  from: `cscli ${question}`,
  detail: 'not the JSON it documents',
});
