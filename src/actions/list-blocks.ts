import type { BlockWorld } from '../block/block-world.ts';
import { blockRows, holdings } from '../block/held-blocks.ts';
import { blockRecords, isoTime } from '../block/journal/block-record.ts';
import type { BlockListReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import { expireOnTheWay } from './expire-blocks.ts';

/**
 * What is blocked now, by us and by others, as the enforcers really hold it; what is over is lifted first.
 * @param most rows that are shown; ours are never left out
 * Problems: those of reading the journal.
 */
export async function listBlocks(world: BlockWorld, most: number): Promise<Result<BlockListReport, Problem>> {
  const expired = await expireOnTheWay(world);
  const reading = world.journal.read();
  if (!reading.ok) return reading;
  const answers = await holdings(world.enforcers);
  const rows = blockRows([...blockRecords(reading.value.entries).values()], answers, world.machineRun()?.id ?? null);
  const blocks = rows.filter(({ whose }, at) => whose !== 'others' || at < most);
  return ok({
    takenAt: isoTime(world.nowEpoch()),
    blocks,
    leftOut: rows.length - blocks.length,
    recovered: expired.ok ? expired.value.recovered : [],
    problems: [
      ...(expired.ok ? expired.value.problems : [expired.problem]),
      ...answers.flatMap(({ held }) => (held.ok ? [] : [held.problem])),
    ],
  });
}
