import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { type IpAddress, subnetOf } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { type PortRow, portRows } from './ports.ts';
import { stateRanking } from './states.ts';
import { accessCoverage, type Coverage, connectionCoverage, errorCoverage } from './coverage.ts';
import { type EmptyState, noErrors, noRequests } from './empty-state.ts';
import { type ErrorLists, errorLists } from './error-groups.ts';
import { addressFigures, type Figure } from './figures.ts';
import { type Frame, frameOf } from './frame.ts';
import type { PageQuestion } from './page-target.ts';
import { problemText } from './problem-text.ts';
import type { Ranking } from './ranking.ts';
import { agentRanking, methodRanking, outlierSentence, pageRanking, siteRanking, statusRanking } from './request-rankings.ts';
import { type Sparkline, sparkline } from './sparkline.ts';
import type { Clock } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** Everything about one address. */
export interface AddressPage {
  readonly frame: Frame;
  readonly address: string;
  readonly subnet: string;
  /** True when it is an address of this machine. */
  readonly own: boolean;
  readonly windows: readonly Choice[];
  readonly windowText: string;
  readonly figures: readonly Figure[];
  readonly connectionCoverage: Coverage | null;
  readonly connectionsProblem: string | null;
  /** Null when it has no connection, or none could be read. */
  readonly states: Ranking | null;
  readonly ports: readonly PortRow[];
  readonly requestCoverage: Coverage;
  readonly sparkline: Sparkline | null;
  readonly pages: Ranking;
  /** Null when no page is marked. */
  readonly outlierSentence: string | null;
  readonly sites: Ranking;
  readonly statuses: Ranking;
  readonly methods: Ranking;
  readonly agents: Ranking;
  readonly errorCoverage: Coverage;
  readonly errors: ErrorLists;
  readonly noRequests: EmptyState | null;
  readonly noErrors: EmptyState | null;
}

export interface AddressAnswers {
  readonly machine: MachineFacts;
  readonly connections: Result<ConnectionReport, Problem>;
  readonly access: AccessReport;
  readonly errors: ErrorReport;
}

export function addressPage(here: PageQuestion & { readonly address: IpAddress }, answers: AddressAnswers, clock: Clock): AddressPage {
  const { machine, connections, access, errors } = answers;
  const table = connections.ok ? connections.value : null;
  return {
    frame: frameOf(here.address, null, here.window, machine, clock),
    address: here.address,
    subnet: subnetOf(here.address),
    own: table?.byAddress.some((peer) => peer.own && peer.address === here.address) ?? false,
    windows: windowChoices(here),
    windowText: windowText[here.window],
    figures: addressFigures(table, access, errors),
    connectionCoverage: table === null ? null : connectionCoverage(table, clock),
    connectionsProblem: connections.ok ? null : problemText(connections.problem),
    states: table === null || table.total === 0 ? null : stateRanking(table),
    ports: table === null ? [] : portRows(table),
    requestCoverage: accessCoverage(access, clock),
    sparkline: sparkline(access, clock),
    pages: pageRanking(access, here),
    outlierSentence: access.pages.some((page) => page.outlier) ? outlierSentence(access) : null,
    sites: siteRanking(access, here),
    statuses: statusRanking(access),
    methods: methodRanking(access),
    agents: agentRanking(access, here),
    errorCoverage: errorCoverage(errors, clock),
    errors: errorLists(errors, clock),
    noRequests: noRequests(access, here),
    noErrors: noErrors(errors, here),
  };
}
