import type { HeldBlock } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Enforcer } from '../../enforcer.ts';
import type { FirewallMachine } from '../firewall-machine.ts';
import { type FirewallOrder, firewallOrder, type FirewallTarget, firewallTarget } from '../firewall-target.ts';
import { alreadyHeld, newlyHeld } from '../held.ts';
import { markText } from '../mark.ts';
import { ruleText } from './rich-rule.ts';
import { readZones, type Zone, zonesInUse } from './zones.ts';

const where = 'the firewall (firewalld)';

/** Exit codes of firewall-cmd(1). */
const notRunning = 252;

/** The longest time firewalld takes, in seconds: its timers count in 32 bits. Longer blocks are lifted by us. */
const longestSeconds = 2_147_483;

interface State {
  /** Zones that visitors come through now. */
  readonly inUse: readonly Zone[];
  /** All zones as they are in force: a zone that is in use no more may still hold a rule of ours. */
  readonly runtime: readonly Zone[];
  /** All zones as they will be after a reload or restart. */
  readonly permanent: readonly Zone[];
}

/**
 * Rich rules of ours in every zone in use: firewall-cmd(1). An ipset of ours would need a reload to come into force, and a
 * reload throws away what other tools put there for the time being; rich rules need none. A block with an end is put there
 * with a timeout and until the next reload; one without an end also permanently.
 */
export function firewalld(machine: FirewallMachine): Enforcer {
  const run = async (...words: readonly string[]): Promise<Result<string, Problem>> => {
    const program = machine.find('firewall-cmd');
    if (program === null) return failed({ kind: 'program-missing', program: 'firewall-cmd' });
    const answer = await machine.run([program, ...words]);
    return !answer.ok && answer.problem.kind === 'program-failed' && answer.problem.exitCode === notRunning
      ? failed({ kind: 'service-stopped', service: 'firewalld', detail: 'firewall-cmd says that it is not running' })
      : answer;
  };

  const read = async (): Promise<Result<State, Problem>> => {
    const defaultZone = await run('--get-default-zone');
    if (!defaultZone.ok) return defaultZone;
    const runtime = await run('--list-all-zones');
    if (!runtime.ok) return runtime;
    const permanent = await run('--permanent', '--list-all-zones');
    if (!permanent.ok) return permanent;
    const zones = readZones(runtime.value);
    const inUse = zonesInUse(zones, defaultZone.value.trim());
    if (inUse.length === 0) return failed({ kind: 'unexpected-answer', from: 'firewall-cmd --list-all-zones', detail: 'no zone in use' });
    return ok({ inUse, runtime: zones, permanent: readZones(permanent.value) });
  };

  const take = async (changes: readonly Change[]): Promise<Result<null, Problem>> => {
    const done: Change[] = [];
    for (const change of changes) {
      const answer = await run(...wordsOf(change));
      if (!answer.ok) {
        // What was added goes again; what was removed stays so, for its time could not be given back.
        for (const { does, zone, isPermanent, rule } of done) {
          if (does === 'add') await run(...wordsOf({ does: 'remove', zone, isPermanent, rule }));
        }
        return answer;
      }
      done.push(change);
    }
    return ok(null);
  };

  return {
    name: 'firewalld',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'endless',
    stops:
      'Stops every new connection from the address to services on this server; connections that are open go on until they are cut, ports forwarded to containers may stay open, and a block with an end is gone after a reload of firewalld.',
    usable: async () => {
      const state = await read();
      return state.ok ? ok(null) : state;
    },

    plan: async (asked) => {
      const order = firewallOrder(asked, where, machine.nowEpoch());
      if (!order.ok) return order;
      const state = await read();
      if (!state.ok) return state;
      const program = machine.find('firewall-cmd') ?? 'firewall-cmd';
      const commands = additions(order.value, state.value).map((change) => [program, ...wordsOf(change)]);
      return ok({ commands, texts: [], calls: [] });
    },

    apply: (asked) =>
      machine.alone(async () => {
        const order = firewallOrder(asked, where, machine.nowEpoch());
        if (!order.ok) return order;
        const state = await read();
        if (!state.ok) return state;
        const held = heldEverywhere(state.value, order.value.target);
        if (held !== undefined) return ok(alreadyHeld(held, asked));
        // What an earlier order left in some of the zones goes first: one block of an address, in all of them.
        const rest = removals(state.value, order.value.target, null);
        const done = await take([...rest, ...additions(order.value, state.value)]);
        if (!done.ok) return done;
        return ok(newlyHeld(isTimed(order.value) ? asked.untilEpoch : null));
      }),

    readBack: async ({ target }) => {
      const parsed = firewallTarget(target);
      if (parsed === null) return ok(null);
      const state = await read();
      return state.ok ? ok(heldEverywhere(state.value, parsed) ?? null) : state;
    },

    lift: ({ id, target }) =>
      machine.alone<'lifted' | 'was-not-there'>(async () => {
        const parsed = firewallTarget(target);
        if (parsed === null) return ok('was-not-there');
        const state = await read();
        if (!state.ok) return state;
        const changes = removals(state.value, parsed, id);
        if (changes.length === 0) return ok('was-not-there');
        const done = await take(changes);
        return done.ok ? ok('lifted') : done;
      }),

    list: async () => {
      const state = await read();
      if (!state.ok) return state;
      const all = state.value.runtime.flatMap(({ blocks }) => blocks);
      return ok([...new Map(all.map((block) => [`${block.id ?? ''} ${block.target}`, block])).values()]);
    },
  };
}

interface Change {
  readonly does: 'add' | 'remove';
  readonly zone: string;
  readonly isPermanent: boolean;
  readonly rule: string;
  readonly timeout?: number;
}

const wordsOf = ({ does, zone, isPermanent, rule, timeout }: Change): readonly string[] => [
  ...(isPermanent ? ['--permanent'] : []),
  `--zone=${zone}`,
  `--${does}-rich-rule=${rule}`,
  ...(timeout === undefined ? [] : [`--timeout=${timeout}`]),
];

const isTimed = ({ seconds }: FirewallOrder): boolean => seconds !== null && seconds <= longestSeconds;

function additions(order: FirewallOrder, { inUse }: State): readonly Change[] {
  const rule = ruleText(order.target, order.mark);
  return inUse.flatMap(({ name: zone }): readonly Change[] => {
    const change = { does: 'add', zone, rule } as const;
    const now = { ...change, isPermanent: false };
    return isTimed(order) && order.seconds !== null ? [{ ...now, timeout: order.seconds }] : [now, { ...change, isPermanent: true }];
  });
}

/** Takes away our rules for a target, those of one order or of any. */
function removals({ runtime, permanent }: State, target: FirewallTarget, id: string | null): readonly Change[] {
  const of = (zones: readonly Zone[], isPermanent: boolean): readonly Change[] =>
    zones.flatMap(({ name: zone, blocks }) =>
      blocks
        .filter((block) => block.target === target.text && block.id !== null && (id === null || block.id === id))
        .map((block) => ({
          does: 'remove' as const,
          zone,
          isPermanent,
          rule: ruleText(target, markText({ id: block.id ?? '', untilEpoch: block.untilEpoch })),
        })),
    );
  return [...of(runtime, false), ...of(permanent, true)];
}

/** Our block of a target, when every zone in use has it: a zone without it is an open door. */
function heldEverywhere({ inUse }: State, target: FirewallTarget): HeldBlock | undefined {
  const held = inUse.map(({ blocks }) => blocks.find((block) => block.target === target.text && block.id !== null));
  const [first] = held;
  return first !== undefined && held.every((block) => block?.id === first.id) ? first : undefined;
}
