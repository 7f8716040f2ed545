import { randomBytes } from 'node:crypto';
import { type AccessNeeds, reviewAccess } from '../actions/review-access.ts';
import { reviewConnections } from '../actions/review-connections.ts';
import { reviewErrors } from '../actions/review-errors.ts';
import type { AccessQuestion, ConnectionQuestion, ErrorQuestion, Reviews } from '../actions/reviews.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { LogCatalog } from '../model/log-catalog.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import { detectPanel } from '../panels/detect.ts';
import type { Panel } from '../panels/panel.ts';
import { readLiveSockets } from '../sources/sockets/read-live.ts';
import { atLowPriority } from '../system/low-priority.ts';
import { machineLoad } from '../system/machine-load.ts';
import { holdMemory } from './access-memory.ts';
import { describeSources } from './describe-sources.ts';
import { hooks, pageSeconds, type ReviewLimits } from './review-limits.ts';
import { threadStarter } from './scan-thread.ts';

export interface ConnectionAnswer {
  readonly report: ConnectionReport;
  readonly readNothing: boolean;
}

/** This server, as the commands and the pages ask about it. */
export interface Machine {
  /** The same questions as the pages put them. */
  readonly reviews: Reviews;
  /** @param withPrograms also look for the program behind each socket: a second at most */
  reviewConnections(question: ConnectionQuestion, withPrograms: boolean): Promise<Result<ConnectionAnswer, Problem>>;
  reviewAccess(question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport>;
  reviewErrors(question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport>;
  /** Does what is left when answers are out: writes down what was counted, for the next reading. */
  readonly settle: () => void;
}

/** Puts together the server whose file tree begins at `root`. The panel is looked for once, the logs for every question. */
export function openMachine(root: string): Machine {
  const panel = detectPanel(root);

  const connections = async (question: ConnectionQuestion, withPrograms: boolean): Promise<Result<ConnectionAnswer, Problem>> => {
    const read = await readLiveSockets({ withPrograms });
    if (!read.ok) return read;
    return ok({ report: reviewConnections(read.value.table, question, read.value.problems), readNothing: false });
  };
  const afterAnswer: (() => void)[] = [];
  const access = async (question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport> => {
    const memory = await holdMemory(panel.name, question);
    const kept: (() => unknown)[] = [];
    const needs: AccessNeeds = {
      logs: panel.findLogs().accessLogs,
      problems: [],
      windowEnd: windowEndsNow(),
      nameSite: panel.nameSite,
      seed: randomBytes(4).readUInt32LE(),
      startThread: threadStarter(),
      memoryPath: memory?.path,
      afterAnswer: (remember) => kept.push(remember),
      ...hooks(limits),
    };
    try {
      return await asFits(question)(() => reviewAccess(needs, question));
    } finally {
      afterAnswer.push(() => {
        try {
          if (memory?.isOurs === true) for (const remember of kept) remember();
        } finally {
          memory?.release();
        }
      });
    }
  };
  const errors = (question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport> => {
    const catalog = panel.findLogs();
    return reviewErrors(
      {
        logs: catalog.errorLogs,
        problems: [],
        windowEnd: windowEndsNow(),
        domains: domainsOf(catalog),
        ...hooks(limits),
      },
      question,
    );
  };

  return {
    reviewConnections: connections,
    reviewAccess: access,
    reviewErrors: errors,
    settle: () => {
      for (const work of afterAnswer.splice(0)) work();
    },
    reviews: {
      machine: () => ({ takenAt: new Date().toISOString(), panel: panel.name, ...machineLoad() }),
      connections: async (question) => {
        const answer = await connections(question, true);
        return answer.ok ? ok(answer.value.report) : answer;
      },
      access: (question) => access(question, { seconds: pageSeconds }),
      errors: (question) => errors(question, { seconds: pageSeconds }),
      sources: () => Promise.resolve(sourcesOf(panel)),
    },
  };
}

/** Short windows are read at the priority of whoever waits for them: they are little work, and the page is wanted now. */
const asFits = ({ window }: AccessQuestion): typeof atLowPriority =>
  window === '24h' || window === 'all' ? atLowPriority : (work) => work();

const windowEndsNow = (): { readonly at: 'now'; readonly epoch: number } => ({ at: 'now', epoch: Math.floor(Date.now() / 1000) });

const domainsOf = (catalog: LogCatalog): string[] => [...new Set(catalog.accessLogs.flatMap(({ site }) => (site === null ? [] : [site])))];

const sourcesOf = (panel: Panel): ReturnType<typeof describeSources> => describeSources(panel, panel.findLogs(), machineLoad().hostName);
