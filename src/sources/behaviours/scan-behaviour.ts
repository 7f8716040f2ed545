import type { LogFile } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import type { Look } from '../../scan/behaviour/look.ts';
import { openLog } from '../../system/open-file.ts';
import { cutLog } from '../access-logs/cut-log.ts';
import { feedFile } from '../access-logs/feed-file.ts';
import { type PlannedLog, planReading } from '../access-logs/plan-reading.ts';
import type { ReadProgress } from '../access-logs/read-access-logs.ts';

export interface SecondReading {
  readonly logs: readonly LogFile<'access'>[];
  readonly span: TimeSpan;
  /** See `AccessReading`. */
  readonly areLive: boolean;
  readonly shouldStop: () => boolean;
  readonly onProgress: (progress: ReadProgress) => void;
}

/**
 * Reads the same stretches of the same logs as the counting did, each file once, whatever is remembered of it. Gives why
 * files could not be read, or not to their end.
 */
export async function scanBehaviour(look: Look, reading: SecondReading): Promise<readonly Problem[]> {
  const { logs } = planReading(reading.logs, reading.areLive ? reading.span.fromEpoch : -Infinity);
  const problems: Problem[] = [];
  let bytes = 0;
  for (const [filesDone, planned] of logs.entries()) {
    const problem = await scanLog(look, planned, reading, (count) => {
      bytes += count;
      reading.onProgress({ filesDone, files: logs.length, bytes });
    });
    if (problem !== null) problems.push(problem);
  }
  look.end();
  return problems;
}

async function scanLog(look: Look, planned: PlannedLog, reading: SecondReading, onBytes: (count: number) => void): Promise<Problem | null> {
  const { path, trust, site } = planned.log;
  if (planned.problem !== null) return planned.problem;
  if (reading.shouldStop()) return { kind: 'time-spent', path };
  const cut = cutLog(planned, reading.areLive ? reading.span.fromEpoch : -Infinity, 0);
  if (!cut.ok) return cut.problem;
  for (const part of cut.value.parts) {
    const opened = openLog(path, trust);
    if (!opened.ok) return opened.problem;
    const file = opened.value;
    try {
      if (file.identity !== planned.identity) return { kind: 'not-found', path };
      look.beginFile(site);
      const fed = await feedFile(file, look, { ...part, takesUnfinished: !reading.areLive, onBytes, shouldStop: reading.shouldStop });
      if (!fed.ok) return fed.problem;
    } finally {
      file.close();
    }
  }
  return reading.shouldStop() ? { kind: 'time-spent', path } : null;
}
