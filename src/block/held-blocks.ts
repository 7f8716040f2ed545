import type { EnforcerName, HeldBlock } from '../model/block.ts';
import type { BlockListReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { Enforcer } from './enforcer.ts';
import { type BlockRecord, isoTime, summaryOf } from './journal/block-record.ts';
import { restartLosses } from './restart-losses.ts';

/** What one enforcer said it holds; a problem when it could not be asked. */
export interface Holding {
  readonly enforcer: Enforcer;
  readonly held: Result<readonly HeldBlock[], Problem>;
}

type Row = BlockListReport['blocks'][number];
type Holder = Row['heldBy'][number];

/** What every enforcer holds that can be used here. */
export async function holdings(enforcers: readonly Enforcer[]): Promise<readonly Holding[]> {
  const answers: Holding[] = [];
  for (const enforcer of enforcers) {
    if ((await enforcer.usable()).ok) answers.push({ enforcer, held: await enforcer.list() });
  }
  return answers;
}

/**
 * Ours first, newest first, each as the enforcers hold it now; then what carries our mark but is in no journal; then what
 * belongs to others.
 * @param run of the machine, the one we are in; null where it cannot be told
 */
export function blockRows(records: readonly BlockRecord[], answers: readonly Holding[], run: string | null): readonly Row[] {
  const held = answers.flatMap((answer) => (answer.held.ok ? answer.held.value : []));
  const standing = records.filter(({ phase }) => phase !== 'over').sort((a, b) => b.sinceEpoch - a.sinceEpoch);
  const known = new Set(standing.map(({ order }) => order.id));
  const foreign = held.filter(({ id }) => id === null || !known.has(id));
  return [
    ...standing.map((record) => ownRow(record, held, answers, run)),
    ...foreign.filter(({ id }) => id !== null).map((block) => foreignRow(block, 'ours-not-in-journal')),
    ...foreign.filter(({ id }) => id === null).map((block) => foreignRow(block, 'others')),
  ];
}

function ownRow(record: BlockRecord, held: readonly HeldBlock[], answers: readonly Holding[], run: string | null): Row {
  const { id, target } = record.order;
  const places = new Set(record.phase === 'stands' ? record.held.keys() : [...record.meant, ...record.held.keys()]);
  const lost = restartLosses(
    record,
    answers.map(({ enforcer }) => enforcer),
    run,
  );
  const heldBy = [...places].map((name): Holder => {
    const there = held.find((block) => block.enforcer === name && block.id === id);
    if (there !== undefined) return holderOf(there);
    const holder = notSeen(name, answers);
    const isLost = holder.state === 'missing' && lost.some((enforcer) => enforcer.name === name);
    return isLost ? { ...holder, lostAtRestart: true } : holder;
  });
  return { target, whose: 'ours', block: summaryOf(record), heldBy };
}

const foreignRow = (block: HeldBlock, whose: Row['whose']): Row => ({
  target: block.target,
  whose,
  block: null,
  heldBy: [holderOf(block)],
});

const holderOf = ({ enforcer, untilEpoch, reason, kept }: HeldBlock): Holder => ({
  enforcer,
  state: 'held',
  until: untilEpoch === null ? null : isoTime(untilEpoch),
  reason,
  kept,
});

/** Not in the list of an enforcer that gave one: it is missing there. Where there was no list, nobody knows. */
function notSeen(name: EnforcerName, answers: readonly Holding[]): Holder {
  const asked = answers.find(({ enforcer }) => enforcer.name === name);
  return { enforcer: name, state: asked?.held.ok === true ? 'missing' : 'unknown', until: null, reason: null, kept: null };
}
