import { join } from 'node:path';
import type { BlockInForce } from '../../actions/blocks.ts';
import type { PanelName } from '../../model/panel.ts';
import { lookAt } from '../../system/folders.ts';
import { memoryFolder } from '../memory-folder.ts';

/** Blocks of ours that stand, by the journal alone. Where nothing was ever blocked, nothing is loaded to find that out. */
export async function blocksInForce(panel: PanelName, root: string): Promise<readonly BlockInForce[] | null> {
  const folder = memoryFolder(panel, root);
  if (folder === null) return null;
  const there = lookAt(join(folder, 'journal'), 'not-links');
  if (!there.ok) return there.problem.kind === 'not-found' ? [] : null;
  const [{ openJournal }, { blockRecords, stands }] = await Promise.all([
    import('../../block/journal/journal.ts'),
    import('../../block/journal/block-record.ts'),
  ]);
  const reading = openJournal(folder).read();
  if (!reading.ok) return null;
  const nowEpoch = Date.now() / 1000;
  const isOver = (untilEpoch: number | null): boolean => untilEpoch !== null && untilEpoch <= nowEpoch;
  return [...blockRecords(reading.value.entries).values()]
    .filter((record) => stands(record) && !isOver(record.order.untilEpoch))
    .map(({ order: { target, scope }, reseller }) => ({ target, scope, ...(reseller === null ? {} : { reseller }) }));
}
