import type { HeldBlock } from '../model/block.ts';
import type { Change } from './change.ts';
import { holdings } from './held-blocks.ts';
import { type BlockRecord, carriedEntry } from './journal/block-record.ts';
import { parseBlockTarget } from './target.ts';

/**
 * Blocks that carry our mark and that the journal does not know, because it was lost or put back from an old copy: each gets a
 * line there, so that it can be lifted like any other. Only blocks of the whole server: of others, what is held does not say
 * for whom.
 */
export async function adoptStrays(
  { world, records, write, problems }: Change,
  isWanted: (record: BlockRecord) => boolean,
): Promise<readonly BlockRecord[]> {
  const adopted = new Map<string, BlockRecord>();
  for (const { enforcer, held } of await holdings(world.enforcers.filter(({ scopes }) => scopes.includes('server')))) {
    if (!held.ok) {
      problems.push(held.problem);
      continue;
    }
    for (const block of held.value) {
      if (block.id === null || isKnown(records.get(block.id))) continue;
      const record = adopt(block, block.id, adopted.get(block.id), world.nowEpoch());
      if (record !== null) adopted.set(block.id, { ...record, held: new Map(record.held).set(enforcer.name, null) });
    }
  }
  return [...adopted.values()].filter(isWanted).filter((record) => write(carriedEntry(record, world.nowEpoch())));
}

/** A block that is over and still held is as good as unknown. */
const isKnown = (record: BlockRecord | undefined): boolean => record !== undefined && record.phase !== 'over';

function adopt(
  { target, untilEpoch, reason }: HeldBlock,
  id: string,
  before: BlockRecord | undefined,
  nowEpoch: number,
): BlockRecord | null {
  if (before !== undefined) return before;
  const parsed = parseBlockTarget(target);
  if (!parsed.ok) return null;
  return {
    order: { id, target: parsed.value, scope: { kind: 'server' }, untilEpoch, reason: reason ?? '' },
    sinceEpoch: nowEpoch,
    by: 'not known: it was found without a line in the journal',
    reseller: null,
    phase: 'stands',
    meant: [],
    held: new Map(),
    runs: new Map(),
    confirmed: [],
    overrideReason: null,
    restoring: null,
    liftFailedEpoch: null,
  };
}
