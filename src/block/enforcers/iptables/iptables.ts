import type { BlockOrder, HeldBlock } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Enforcer } from '../../enforcer.ts';
import type { Command, FirewallMachine } from '../firewall-machine.ts';
import { type FirewallOrder, firewallOrder, firewallTarget } from '../firewall-target.ts';
import { alreadyHeld, heldUnder, newlyHeld } from '../held.ts';
import { type ChainState, chainText, readChain, removeChainText, tableWords } from './chain.ts';
import { addText, deleteText, longestSeconds, readSets, setNameOf } from './sets.ts';

const where = 'the firewall (iptables with ipset)';

interface Step {
  readonly command: Command;
  readonly input: string;
}

interface State {
  readonly chain: ChainState;
  readonly hasSet: boolean;
  /** Of both families. */
  readonly blocks: readonly HeldBlock[];
}

/** The firewall of older machines, with a set and a chain of ours for each family: iptables(8), ipset(8). */
export function iptables(machine: FirewallMachine): Enforcer {
  const run = async (program: string, words: readonly string[], input?: string): Promise<Result<string, Problem>> => {
    const path = machine.find(program);
    return path === null ? failed({ kind: 'program-missing', program }) : machine.run([path, ...words], input);
  };

  const readBlocks = async (): Promise<Result<ReturnType<typeof readSets>, Problem>> => {
    // Ours alone: lists of whole countries may stand beside them, with a million elements.
    const names = await run('ipset', ['list', '-name']);
    if (!names.ok) return names;
    const there = new Set(names.value.split('\n').map((name) => name.trim()));
    const texts: string[] = [];
    for (const name of [setNameOf(4), setNameOf(6)].filter((each) => there.has(each))) {
      const saved = await run('ipset', ['save', name]);
      if (!saved.ok) return saved;
      texts.push(saved.value);
    }
    return ok(readSets(texts.join('\n'), machine.nowEpoch()));
  };

  const read = async (family: 4 | 6): Promise<Result<State, Problem>> => {
    const rules = await run(programOf(family), [...waitWords, ...tableWords, '-S']);
    if (!rules.ok) return rules;
    const sets = await readBlocks();
    if (!sets.ok) return sets;
    return ok({ chain: readChain(rules.value, family), hasSet: sets.value.families.includes(family), blocks: sets.value.blocks });
  };

  const stepsFor = (order: FirewallOrder, { chain }: State): readonly Step[] => {
    const { family } = order.target;
    const set: Step = { command: [machine.find('ipset') ?? 'ipset', 'restore', '-exist'], input: addText(order) };
    return chain.isWhole ? [set] : [set, restoreStep(family, chainText(family, chain))];
  };

  const restoreStep = (family: 4 | 6, input: string): Step => {
    const program = `${programOf(family)}-restore`;
    return { command: [machine.find(program) ?? program, '--wait', waitSeconds, '--noflush'], input };
  };

  const take = async (steps: readonly Step[]): Promise<Result<null, Problem>> => {
    for (const { command, input } of steps) {
      const done = await machine.run(command, input);
      if (!done.ok) return done;
    }
    return ok(null);
  };

  /** Takes the chain, then the set, of a family away; the other way round the kernel would refuse, for the rule uses the set. */
  const remove = async (family: 4 | 6, { chain, hasSet }: State): Promise<Result<null, Problem>> => {
    const hasRules = chain.hasChain || chain.hasJump;
    const done = hasRules ? await take([restoreStep(family, removeChainText(chain))]) : ok(null);
    if (!done.ok || !hasSet) return done;
    const destroyed = await run('ipset', ['destroy', setNameOf(family)]);
    return destroyed.ok ? ok(null) : destroyed;
  };

  const apply: Enforcer['apply'] = (asked) =>
    machine.alone(async () => {
      const order = firewallOrder(asked, where, machine.nowEpoch());
      if (!order.ok) return order;
      const { family } = order.value.target;
      const state = await read(family);
      if (!state.ok) return state;
      const present = heldUnder(state.value.blocks, order.value.target);
      if (present !== undefined) {
        const mended = state.value.chain.isWhole ? ok(null) : await take([restoreStep(family, chainText(family, state.value.chain))]);
        return mended.ok ? ok(alreadyHeld(present, asked)) : mended;
      }
      const done = await take(stepsFor(order.value, state.value));
      if (done.ok) return ok(newlyHeld(endOf(asked, order.value), remarksFor(order.value)));
      // Not half of it: what was added goes, and so does the set if it came with it.
      await run('ipset', ['restore', '-exist'], deleteText(order.value.target));
      const after = await read(family);
      if (after.ok && !state.value.hasSet && isEmpty(after.value, family)) await remove(family, after.value);
      return done;
    });

  return {
    name: 'iptables',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'none',
    stops:
      'Stops every packet from the address at once, new and open connections alike, to services and containers on this server; traffic bridged past it to virtual machines is not stopped.',

    // Reading needs root, the kernel's raw table and its sets: all that writing needs, and changes nothing.
    usable: async () => {
      for (const program of ['iptables-restore', 'ip6tables-restore']) {
        if (machine.find(program) === null) return failed({ kind: 'program-missing', program });
      }
      for (const family of [4, 6] as const) {
        const state = await read(family);
        if (!state.ok) return state;
      }
      return ok(null);
    },

    plan: async (asked) => {
      const order = firewallOrder(asked, where, machine.nowEpoch());
      if (!order.ok) return order;
      const state = await read(order.value.target.family);
      if (!state.ok) return state;
      const steps = stepsFor(order.value, state.value);
      return ok({
        commands: steps.map(({ command }) => command),
        texts: steps.map(({ command, input }) => ({ to: `standard input of ${command[0]}`, text: input })),
        calls: [],
      });
    },

    apply,

    readBack: async ({ target }) => {
      const parsed = firewallTarget(target);
      if (parsed === null) return ok(null);
      const state = await read(parsed.family);
      if (!state.ok) return state;
      return ok(state.value.chain.isWhole ? (heldUnder(state.value.blocks, parsed) ?? null) : null);
    },

    lift: ({ id, target }) =>
      machine.alone<'lifted' | 'was-not-there'>(async () => {
        const parsed = firewallTarget(target);
        if (parsed === null) return ok('was-not-there');
        const state = await read(parsed.family);
        if (!state.ok) return state;
        const isThere = heldUnder(state.value.blocks, parsed)?.id === id;
        // With -exist an element whose time just ran out is no failure.
        const deleted = isThere ? await run('ipset', ['restore', '-exist'], deleteText(parsed)) : ok('');
        if (!deleted.ok) return deleted;
        const after = await read(parsed.family);
        if (!after.ok) return after;
        const removed = isEmpty(after.value, parsed.family) ? await remove(parsed.family, after.value) : ok(null);
        return removed.ok ? ok(isThere ? 'lifted' : 'was-not-there') : removed;
      }),

    list: async () => {
      const sets = await readBlocks();
      return sets.ok ? ok(sets.value.blocks) : sets;
    },
  };
}

/** Others hold the lock of the tables only for moments; after this many seconds the program gives up. */
const waitSeconds = '10';
const waitWords = ['-w', waitSeconds] as const;
const programOf = (family: 4 | 6): string => (family === 6 ? 'ip6tables' : 'iptables');

const isEmpty = ({ blocks }: State, family: 4 | 6): boolean => !blocks.some(({ target }) => target.includes(':') === (family === 6));

const isTooLong = ({ seconds }: FirewallOrder): boolean => seconds !== null && seconds > longestSeconds;

const endOf = (asked: BlockOrder, order: FirewallOrder): number | null => (isTooLong(order) ? null : asked.untilEpoch);

const remarksFor = (order: FirewallOrder): readonly string[] =>
  isTooLong(order) ? ['ipset counts no more than 24 days: this block is lifted by us when its time is over, not by the kernel.'] : [];
