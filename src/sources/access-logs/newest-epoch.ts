import type { LogFile } from '../../model/log-catalog.ts';
import { openSpanEngine } from './open-engine.ts';
import { planReading } from './plan-reading.ts';
import { type LogPart, scanParts } from './scan-parts.ts';

/**
 * The newest time stamp in these logs (seconds since 1970), or null when none has one. Unreadable files have none. Every
 * line is looked at: stamps are out of order by minutes in any log and by days in one that was joined from parts, so the
 * last line says little.
 */
export async function newestEpoch(logs: readonly LogFile<'access'>[], shouldStop: () => boolean): Promise<number | null> {
  const engine = openSpanEngine();
  const parts = planReading(logs, -Infinity).logs.flatMap(({ log, identity, problem }, number): LogPart[] => {
    const whole = { from: 0, to: null, takesUnfinished: true, countsLinesWithoutSite: true };
    return problem === null ? [{ log: number, path: log.path, trust: log.trust, identity, site: null, ...whole }] : [];
  });
  let next = 0;
  await scanParts(parts, engine, { takeNext: () => next++, shouldStop, onBytes: () => undefined });
  return engine.lineCounts().newestEpoch;
}
