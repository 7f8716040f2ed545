import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Identity } from '../model/identity.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import type { VerdictReport } from '../model/verdict-report.ts';
import { accessCoverage, type Coverage, connectionCoverage, errorCoverage } from './coverage.ts';
import { type EmptyState, noErrors, noRequests } from './empty-state.ts';
import { type ErrorLists, errorLists } from './error-groups.ts';
import { connectionFigures, type Figure, machineFigures } from './figures.ts';
import { type OutboundRow, outboundRows } from './outbound.ts';
import { type PeerRow, peerRows, subnetRanking } from './peers.ts';
import { fullQueues, type PortRow, portRows } from './ports.ts';
import { stateRanking } from './states.ts';
import { counted } from './numbers.ts';
import { longerList, type PageQuestion, type PageTarget, peerGroupings } from './page-target.ts';
import { problemText } from './problem-text.ts';
import { listEnd, type Ranking } from './ranking.ts';
import { addressRanking, outlierSentence, pageRanking, siteRanking } from './request-rankings.ts';
import { type Sparkline, sparkline } from './sparkline.ts';
import { type VerdictSection, verdictSection } from './suspects.ts';
import type { Clock } from './times.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

export interface OverviewPage {
  readonly windows: readonly Choice[];
  readonly windowText: string;
  readonly figures: readonly Figure[];
  readonly alerts: readonly string[];
  readonly verdicts: VerdictSection;
  readonly connections: ConnectionSection | null;
  readonly connectionsProblem: string | null;
  readonly requests: RequestSection;
  readonly errors: ErrorSection;
}

export interface ConnectionSection {
  readonly coverage: Coverage;
  readonly groupings: readonly Choice[];
  /** One of the two is null. */
  readonly peers: PeerTable | null;
  readonly subnets: Ranking | null;
  readonly ports: readonly PortRow[];
  readonly outbound: readonly OutboundRow[];
  readonly states: Ranking;
}

export interface PeerTable {
  readonly rows: readonly PeerRow[];
  readonly shown: string | null;
  readonly more: PageTarget | null;
}

export interface RequestSection {
  /** Said instead of the tables. */
  readonly empty: EmptyState | null;
  readonly coverage: Coverage;
  readonly sparkline: Sparkline | null;
  readonly pages: Ranking;
  readonly outlierSentence: string | null;
  readonly sites: Ranking;
  readonly addresses: Ranking;
}

export interface ErrorSection extends ErrorLists {
  readonly coverage: Coverage;
  readonly all: PageTarget;
  /** `All 12 kinds of errors`. */
  readonly allText: string | null;
  readonly empty: EmptyState | null;
}

export interface OverviewAnswers {
  readonly machine: MachineFacts;
  readonly connections: Result<ConnectionReport, Problem>;
  readonly access: AccessReport;
  readonly errors: ErrorReport;
  readonly verdicts: VerdictReport;
  /** Who those listed are, by address. */
  readonly identities: ReadonlyMap<string, Identity>;
}

export function overviewPage(here: PageQuestion, answers: OverviewAnswers, clock: Clock): OverviewPage {
  const { machine, connections, access } = answers;
  const table = connections.ok ? connections.value : null;
  return {
    windows: windowChoices(here),
    windowText: windowText[here.window],
    figures: [...(table === null ? [] : connectionFigures(table)), ...machineFigures(machine)],
    alerts: table === null ? [] : fullQueues(table),
    verdicts: verdictSection(answers.verdicts, here.window, [access, answers.errors]),
    connections: table === null ? null : connectionSection(table, here, clock, answers.identities),
    connectionsProblem: connections.ok ? null : problemText(connections.problem),
    requests: {
      empty: noRequests(access, here),
      coverage: accessCoverage(access, clock),
      sparkline: sparkline(access, clock),
      pages: pageRanking(access, here),
      outlierSentence: outlierSentence(access),
      sites: siteRanking(access, here),
      addresses: addressRanking(access, here, answers.identities),
    },
    errors: errorSection(answers.errors, here, clock, answers.identities),
  };
}

function connectionSection(
  report: ConnectionReport,
  here: PageQuestion,
  clock: Clock,
  identities: OverviewAnswers['identities'],
): ConnectionSection {
  const more = longerList(here);
  const bySubnet = here.by === 'subnet';
  return {
    coverage: connectionCoverage(report, clock),
    groupings: peerGroupings.map((by) => ({
      text: by === 'address' ? 'Address' : 'Subnet',
      label: by === 'address' ? 'By address' : 'By subnet: /24 for IPv4, /64 for IPv6',
      target: { ...here, by },
      current: by === here.by,
    })),
    peers: bySubnet
      ? null
      : { rows: peerRows(report, here.window, identities), ...listEnd(report.byAddress.length, report.distinct.addresses, more) },
    subnets: bySubnet ? subnetRanking(report, more, identities) : null,
    ports: portRows(report),
    outbound: outboundRows(report.outboundByPort),
    states: stateRanking(report),
  };
}

function errorSection(report: ErrorReport, here: PageQuestion, clock: Clock, identities: OverviewAnswers['identities']): ErrorSection {
  const lists = errorLists(report, clock, identities);
  return {
    ...lists,
    coverage: errorCoverage(report, clock),
    all: { page: 'errors', window: here.window },
    allText: report.distinctGroups === 0 ? null : `All ${counted(report.distinctGroups, 'kind')} of errors`,
    empty: noErrors(report, here),
  };
}
