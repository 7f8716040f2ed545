import { hostname } from 'node:os';
import type { Blocks } from '../actions/blocks.ts';
import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import type { WholeNeeds, WholeQuestion } from '../actions/whole-needs.ts';
import type { AccessQuestion, ConnectionQuestion, ErrorQuestion, Reviews, WatchMaker, WholeReview } from '../actions/reviews.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { Estate } from '../model/operator.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import type { PanelName } from '../model/panel.ts';
import type { Problem } from '../model/problem.ts';
import type { AddressDetail } from '../model/verdict-report.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { detectPanel } from '../panels/detect.ts';
import type { Panel } from '../panels/panel.ts';
import { atLowPriority } from '../system/low-priority.ts';
import { machineLoad, type MachineLoad } from '../system/machine-load.ts';
import { lazyBlocks } from './blocks/blocks.ts';
import type { FromPanel } from './blocks/from-panel.ts';
import { pageSeconds, type ReviewLimits } from './review-limits.ts';

export interface ConnectionAnswer {
  readonly report: ConnectionReport;
  readonly readNothing: boolean;
}

interface Close {
  readonly needs: WholeNeeds;
  /** To be told who was judged. */
  readonly judged: (everybody: readonly AddressDetail['judged'][]) => void;
}

/** This server, as the commands and the pages ask about it. */
export interface Machine {
  /** The same questions as the pages put them. */
  readonly reviews: Reviews;
  /** @param withPrograms also look for the program behind each socket: a second at most */
  reviewConnections(question: ConnectionQuestion, withPrograms: boolean): Promise<Result<ConnectionAnswer, Problem>>;
  reviewAccess(question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport>;
  reviewErrors(question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport>;
  reviewWhole(question: WholeQuestion, limits: ReviewLimits): Promise<WholeReview>;
  reviewAddress(address: IpAddress, question: Pick<WholeQuestion, 'window' | 'site'>, limits: ReviewLimits): Promise<AddressDetail>;
  /** Blocks of this server; `way` says in the journal how operators come: `in the browser`. */
  blocks(way: string): Blocks;
  /** What the owner of this server decided; null for an estate. */
  readonly settings: SettingsKeeper | null;
  /**
   * Does what is left when answers are out: writes down what was counted, and asks DNS who addresses are, for the next reading.
   * What was counted is written before the first pause.
   */
  readonly settle: () => Promise<void>;
}

/**
 * Puts together the server whose file tree begins at `root`, or only what of it belongs to an estate: then nothing else is
 * even read, so that no question can find it. The panel is looked for once, the logs for every question.
 * What answers a question is loaded with the question: start-up counts on each call.
 *
 * `longestSeconds`: how long a page may read; more only where nobody waits in front of it.
 */
export function openMachine(
  root: string,
  estate: Estate | null = null,
  fromPanel: FromPanel = {},
  longestSeconds: number = pageSeconds,
): Machine {
  const panel = panelFor(detectPanel(root), estate);
  // What is remembered was counted over all logs.
  const memoryRoot = estate === null ? root : null;
  const scope = estate === null ? undefined : { uids: estate.uids, addresses: estate.ownAddresses };

  const connections = async (question: ConnectionQuestion, withPrograms: boolean): Promise<Result<ConnectionAnswer, Problem>> => {
    const [{ reviewConnections }, { readLiveSockets }, { machineAt }] = await Promise.all([
      import('../actions/review-connections.ts'),
      import('../sources/sockets/read-live.ts'),
      import('../sources/sockets/socket-machine.ts'),
    ]);
    const read = await readLiveSockets({ withPrograms, scope, ...question }, machineAt(root));
    if (!read.ok) return read;
    return ok({ report: reviewConnections(read.value.table, question, read.value.problems), readNothing: false });
  };
  const afterAnswer: (() => Promise<void> | void)[] = [];
  const reportOf =
    (withPrograms: boolean): Reviews['connections'] =>
    async (question) => {
      const answer = await connections(question, withPrograms);
      return answer.ok ? ok(answer.value.report) : answer;
    };
  const access = async (question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport> => {
    const [{ reviewAccess }, { holdAccessLogs }] = await Promise.all([import('../actions/review-access.ts'), import('./log-needs.ts')]);
    const { needs, settle } = await holdAccessLogs(panel, memoryRoot, question, limits);
    afterAnswer.push(settle);
    return asFits(question)(() => reviewAccess(needs, question));
  };
  const errors = async (question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport> => {
    const [{ reviewErrors }, { errorNeeds }] = await Promise.all([import('../actions/review-errors.ts'), import('./log-needs.ts')]);
    return reviewErrors(errorNeeds(panel, limits), question);
  };
  const closely = async (question: WholeQuestion, limits: ReviewLimits, watch?: WatchMaker): Promise<Close> => {
    const [{ holdAccessLogs, errorNeeds }, { openJudging }] = await Promise.all([import('./log-needs.ts'), import('./judging.ts')]);
    const counted = { ...question, address: null, page: null };
    const { needs, settle } = await holdAccessLogs(panel, memoryRoot, counted, limits);
    const judging = await openJudging(root, panel.name, factsOf(panel, estate));
    // Whoever makes most of one site's requests makes an unknown part of the server's: that is no word on why it is slow.
    const isWhole = estate === null && question.site === null;
    // The settings and the databases are the machine's: whoever owns some sites only is not told of their files.
    const ownersProblems = estate === null ? judging.needs.problems : [];
    afterAnswer.push(settle);
    return {
      needs: {
        access: needs,
        errors: errorNeeds(panel, limits),
        connections: (top) => reportOf(true)({ top, address: null }),
        judging: isWhole ? judging.needs : { ...judging.needs, machine: null, mailSenders: () => null, problems: ownersProblems },
        watch,
      },
      judged: (everybody) => {
        afterAnswer.push(async () => {
          judging.close();
          await judging.lookUp(everybody);
        });
      },
    };
  };
  const whole = async (question: WholeQuestion, limits: ReviewLimits, watch?: WatchMaker): Promise<WholeReview> => {
    const [{ reviewWhole }, close] = await Promise.all([import('../actions/review-whole.ts'), closely(question, limits, watch)]);
    // Sockets know no sites: whoever is connected for another one is no suspect of this.
    const needs = question.site === null ? close.needs : { ...close.needs, connections: null };
    const { connections: read, ...reviewed } = await asFits(question)(() => reviewWhole(needs, question));
    close.judged(reviewed.verdicts.addresses);
    return { ...reviewed, connections: read ?? failed({ kind: 'not-found', path: '/proc/net' }) };
  };
  const address = async (
    asked: IpAddress,
    question: Pick<WholeQuestion, 'window' | 'site'>,
    limits: ReviewLimits,
    watch?: WatchMaker,
  ): Promise<AddressDetail> => {
    const [{ reviewAddress }, close] = await Promise.all([
      import('../actions/review-one-address.ts'),
      closely({ ...question, key: 'target', top: null }, limits, watch),
    ]);
    const detail = await asFits(question)(() => reviewAddress(close.needs, question, asked));
    close.judged([detail.judged]);
    return detail;
  };

  return {
    reviewConnections: connections,
    reviewAccess: access,
    reviewErrors: errors,
    reviewWhole: whole,
    reviewAddress: address,
    settle: async () => {
      for (const work of afterAnswer.splice(0)) await work();
    },
    blocks: (way) => lazyBlocks({ panel, root, way, connections: reportOf(false), fromPanel }),
    settings: estate === null ? lazySettings(panel.name, root) : null,
    reviews: {
      machine: () => factsOf(panel, estate),
      connections: reportOf(true),
      access: (question, watch) => access(question, { seconds: longestSeconds, ...watch }),
      errors: (question, watch) => errors(question, { seconds: longestSeconds, ...watch }),
      whole: (question, watch) => whole(question, { seconds: longestSeconds }, watch),
      address: (asked, window, watch) => address(asked, { window, site: null }, { seconds: longestSeconds }, watch),
      identities: async (addresses, agents) => {
        const { identitiesOf, openIdentities } = await import('./identities.ts');
        return identitiesOf(await openIdentities(panel.name, root), addresses, agents);
      },
      sources: async () => {
        const { describeOwnSources, describeSources } = await import('./describe-sources.ts');
        const logs = panel.findLogs();
        return estate === null ? describeSources(panel, logs, hostname(), root) : describeOwnSources(panel, logs, hostname());
      },
    },
  };
}

/** Loaded with the first question about them. */
function lazySettings(panel: PanelName, root: string): SettingsKeeper {
  const open = async (): Promise<SettingsKeeper> => (await import('./settings-keeper.ts')).settingsKeeper(panel, root);
  return { read: async () => (await open()).read(), write: async (changed) => (await open()).write(changed) };
}

const panelFor = (panel: Panel, estate: Estate | null): Panel =>
  estate === null ? panel : { ...panel, findLogs: () => panel.findOwnLogs(estate) };

/** Load and memory are looked at when they are asked for: the head of a page needs the names alone, and needs them at once. */
function factsOf(panel: Panel, estate: Estate | null): MachineFacts {
  let looked: MachineLoad | undefined;
  const load = (): MachineLoad => (looked ??= machineLoad());
  const takenAt = new Date();
  return {
    get takenAt() {
      return takenAt.toISOString();
    },
    panel: panel.name,
    hostName: hostname(),
    ...(estate === null ? {} : { ownAccounts: estate.accounts.length }),
    get cores() {
      return load().cores;
    },
    get loadAverage() {
      return load().loadAverage;
    },
    get memoryTotalBytes() {
      return load().memoryTotalBytes;
    },
    get memoryAvailableBytes() {
      return load().memoryAvailableBytes;
    },
  };
}

/** Short windows are read at the priority of whoever waits for them: they are little work, and the page is wanted now. */
const asFits = ({ window }: Pick<AccessQuestion, 'window'>): typeof atLowPriority =>
  window === '24h' || window === 'all' ? atLowPriority : (work) => work();
