import type { AccessNeeds } from '../actions/review-access.ts';
import type { ErrorNeeds } from '../actions/review-errors.ts';
import type { PageKey } from '../model/access-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { LogCatalog } from '../model/log-catalog.ts';
import type { WindowName } from '../model/time-window.ts';
import type { Panel } from '../panels/panel.ts';
import { hooks, type ReviewLimits } from './review-limits.ts';

/** What decides which counts of earlier readings may be used. */
export interface CountedQuestion {
  readonly window: WindowName;
  readonly key: PageKey;
  readonly site: string | null;
  readonly address: IpAddress | null;
  readonly page: string | null;
  readonly agent?: string | null;
  readonly onlyPages?: boolean;
  readonly onlyProof?: boolean;
}

export interface AccessHold {
  readonly needs: AccessNeeds;
  /** Writes down what was counted and lets others at it again: when the answer is out. */
  readonly settle: () => void;
}

const windowEndsNow = (): { readonly at: 'now'; readonly epoch: number } => ({ at: 'now', epoch: Math.floor(Date.now() / 1000) });

/**
 * This machine's access logs, with what was counted of them before. `memoryRoot`: where the file tree begins in which that is
 * kept; null where nothing may be remembered.
 */
export async function holdAccessLogs(
  panel: Panel,
  memoryRoot: string | null,
  question: CountedQuestion,
  limits: ReviewLimits,
): Promise<AccessHold> {
  const [{ holdMemory }, { threadStarter }, { randomBytes }] = await Promise.all([
    import('./access-memory.ts'),
    import('./thread-starter.ts'),
    import('node:crypto'),
  ]);
  const running = hooks(limits);
  const memory = memoryRoot === null ? null : await holdMemory(panel.name, memoryRoot, { ...question, top: null }, running.shouldStop);
  const kept: (() => unknown)[] = [];
  return {
    needs: {
      logs: panel.findLogs().accessLogs.filter(({ addressFromHeader }) => question.onlyProof !== true || addressFromHeader !== true),
      problems: [],
      windowEnd: windowEndsNow(),
      nameSite: panel.nameSite,
      seed: randomBytes(4).readUInt32LE(),
      startThread: threadStarter(),
      memoryPath: memory?.path,
      afterAnswer: (remember) => kept.push(remember),
      ...running,
    },
    settle: () => {
      try {
        if (memory?.isOurs === true) for (const remember of kept) remember();
      } finally {
        memory?.release();
      }
    },
  };
}

/** This machine's error logs. */
export function errorNeeds(panel: Panel, limits: ReviewLimits): ErrorNeeds {
  const catalog = panel.findLogs();
  return { logs: catalog.errorLogs, problems: [], windowEnd: windowEndsNow(), domains: domainsOf(catalog), ...hooks(limits) };
}

const domainsOf = (catalog: LogCatalog): string[] => [...new Set(catalog.accessLogs.flatMap(({ site }) => (site === null ? [] : [site])))];
