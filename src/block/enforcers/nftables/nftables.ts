import type { BlockOrder } from '../../../model/block.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Applied, Enforcer, EnforcerPlan } from '../../enforcer.ts';
import type { FirewallMachine } from '../firewall-machine.ts';
import { alreadyHeld, heldUnder, newlyHeld } from '../held.ts';
import { firewallOrder, firewallTarget } from '../firewall-target.ts';
import { hasOurTable, readTable, type TableState } from './elements.ts';
import { isNewEnough, oldestVersion } from './nft-version.ts';
import { applyText, frameText, liftText, removeText, sampleText, tableName } from './rules.ts';

const where = 'the firewall (nftables)';
const noTable: TableState = { sets: [], isWhole: true, blocks: [] };

/** The kernel's own firewall, in a table of ours: nft(8). */
export function nftables(machine: FirewallMachine): Enforcer {
  const nft = (words: readonly string[], input?: string): Promise<Result<string, Problem>> => {
    const program = machine.find('nft');
    if (program === null) return Promise.resolve(failed({ kind: 'program-missing', program: 'nft' }));
    return machine.run([program, ...words], input);
  };

  const read = async (): Promise<Result<TableState, Problem>> => {
    const tables = await nft(['-j', 'list', 'tables']);
    if (!tables.ok) return tables;
    const isThere = hasOurTable(tables.value);
    if (isThere === undefined) return failed(unexpected('list tables'));
    if (!isThere) return ok(noTable);
    const table = await nft(['-j', 'list', 'table', 'inet', tableName]);
    if (!table.ok) return table;
    const state = readTable(table.value, machine.nowEpoch());
    return state === undefined ? failed(unexpected('list table')) : ok(state);
  };

  /** Blocks that ran out leave our table empty: it goes when next somebody lifts one. */
  const removeEmpty = async ({ sets, blocks }: TableState): Promise<Result<'was-not-there', Problem>> => {
    if (sets.length === 0 || blocks.length > 0) return ok('was-not-there');
    const done = await nft(['-f', '-'], removeText);
    return done.ok ? ok('was-not-there') : done;
  };

  const apply = (order: BlockOrder): Promise<Result<Applied, Problem>> =>
    machine.alone(async () => {
      const wanted = firewallOrder(order, where, machine.nowEpoch());
      if (!wanted.ok) return wanted;
      const state = await read();
      if (!state.ok) return state;
      const present = heldUnder(state.value.blocks, wanted.value.target);
      if (present !== undefined && state.value.isWhole) return ok(alreadyHeld(present, order));
      const { sets } = state.value;
      const done = await nft(['-f', '-'], present === undefined ? applyText(wanted.value, sets) : frameText(sets));
      if (!done.ok) return done;
      return ok(present === undefined ? newlyHeld(order.untilEpoch) : alreadyHeld(present, order));
    });

  const plan = async (order: BlockOrder): Promise<Result<EnforcerPlan, Problem>> => {
    const wanted = firewallOrder(order, where, machine.nowEpoch());
    if (!wanted.ok) return wanted;
    const state = await read();
    if (!state.ok) return state;
    const text = applyText(wanted.value, state.value.sets);
    return ok({
      commands: [[machine.find('nft') ?? 'nft', '-f', '-']],
      texts: [{ to: 'standard input of nft', text }],
      calls: [],
    });
  };

  const readBack: Enforcer['readBack'] = async ({ target }) => {
    const parsed = firewallTarget(target);
    if (parsed === null) return ok(null);
    const state = await read();
    if (!state.ok) return state;
    return ok(state.value.isWhole ? (heldUnder(state.value.blocks, parsed) ?? null) : null);
  };

  const lift: Enforcer['lift'] = ({ id, target }) =>
    machine.alone<'lifted' | 'was-not-there'>(async () => {
      const parsed = firewallTarget(target);
      const state = await read();
      if (!state.ok) return state;
      const held = parsed === null ? undefined : heldUnder(state.value.blocks, parsed);
      if (parsed === null || held?.id !== id) return removeEmpty(state.value);
      const done = await nft(['-f', '-'], liftText(parsed, state.value.blocks.length === 1));
      if (done.ok) return ok('lifted');
      // Its time may have run out between our look and our change; then there was nothing to delete.
      const after = await read();
      return after.ok && heldUnder(after.value.blocks, parsed) === undefined ? ok('was-not-there') : done;
    });

  return {
    name: 'nftables',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'none',
    stops:
      'Stops every packet from the address at once, new and open connections alike, to services and containers on this server; traffic bridged past it to virtual machines is not stopped.',
    usable: () => usable(nft),
    plan,
    apply,
    readBack,
    lift,
    list: async () => {
      const state = await read();
      return state.ok ? ok(state.value.blocks) : state;
    },
  };
}

/** Asks nft and the kernel with a check run of all we use (`-c`: nothing is changed), for a new nft may run on an old kernel. */
async function usable(nft: (words: readonly string[], input?: string) => Promise<Result<string, Problem>>): Promise<Result<null, Problem>> {
  const version = await nft(['--version']);
  if (!version.ok) return version;
  if (!isNewEnough(version.value)) return failed({ kind: 'cannot-do', where, what: `it with nft older than ${oldestVersion}` });
  const check = await nft(['-c', '-f', '-'], sampleText());
  return check.ok ? ok(null) : check;
}

const unexpected = (question: string): Problem => ({
  kind: 'unexpected-answer',
  from: `nft -j ${question}`,
  detail: 'not the JSON it documents',
});
