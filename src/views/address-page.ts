import { looksAnonymised } from '../model/anonymised.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { standsForOthers } from '../model/identity.ts';
import { type IpAddress, isIpv6, subnetOf } from '../model/ip-address.ts';
import { rangeAround } from '../model/ip-range.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { AddressDetail } from '../model/verdict-report.ts';
import { type PortRow, portRows } from './ports.ts';
import { stateRanking } from './states.ts';
import { accessCoverage, type Coverage, connectionCoverage, errorCoverage } from './coverage.ts';
import { type EmptyState, noErrors, noRequests } from './empty-state.ts';
import { type ErrorLists, errorLists } from './error-groups.ts';
import { addressFigures, type Figure } from './figures.ts';
import { blockTarget, type PageQuestion, type PageTarget } from './page-target.ts';
import { problemText } from './problem-text.ts';
import { printable } from './printable.ts';
import type { Ranking } from './ranking.ts';
import { agentRanking, methodRanking, outlierSentence, pageRanking, siteRanking, statusRanking } from './request-rankings.ts';
import { type Sparkline, sparkline } from './sparkline.ts';
import type { Clock } from './times.ts';
import { remarksOf } from './suspects.ts';
import { type VerdictView, verdictView } from './verdict-view.ts';
import { type Choice, windowChoices, windowText } from './window-text.ts';

/** Everything about one address. */
export interface AddressPage {
  readonly address: string;
  readonly subnet: string;
  /** It is not connected, and looks like what is left of an address in an anonymised log: then no block is offered. */
  readonly anonymised: boolean;
  /** Where it is blocked, and where its /24 or /64 is. */
  readonly block: PageTarget;
  readonly blockSubnet: PageTarget;
  /** True when it is an address of this machine. */
  readonly own: boolean;
  /** True when others stand behind it: then no block is offered. */
  readonly proxy: boolean;
  readonly windows: readonly Choice[];
  readonly windowText: string;
  readonly figures: readonly Figure[];
  readonly verdict: VerdictView;
  /** Why less may be known than the verdict rests on, a sentence each. */
  readonly remarks: readonly string[];
  /** Raw log lines beside those of the evidence, made readable. */
  readonly otherSamples: readonly string[];
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
  readonly connections: Result<ConnectionReport, Problem>;
  readonly access: AccessReport;
  readonly errors: ErrorReport;
  readonly detail: AddressDetail;
}

export function addressPage(here: PageQuestion & { readonly address: IpAddress }, answers: AddressAnswers, clock: Clock): AddressPage {
  const { connections, access, errors, detail } = answers;
  const table = connections.ok ? connections.value : null;
  return {
    address: here.address,
    subnet: subnetOf(here.address),
    anonymised: looksAnonymised(here.address) && (table?.total ?? 0) === 0,
    block: blockTarget(here.address),
    blockSubnet: blockTarget(rangeAround(here.address, isIpv6(here.address) ? 64 : 24)),
    own: table?.byAddress.some((peer) => peer.own && peer.address === here.address) ?? false,
    proxy: standsForOthers(detail.judged.identity),
    windows: windowChoices(here),
    windowText: windowText[here.window],
    figures: addressFigures(table, access, errors),
    verdict: verdictView(detail, here.window),
    remarks: remarksOf(detail.problems, [access, errors]),
    otherSamples: linesOfNoEvidence(detail).map(printable),
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
    errors: errorLists(errors, clock, new Map()),
    noRequests: noRequests(access, here),
    noErrors: noErrors(errors, here),
  };
}

/** A line that shows a piece of evidence stands there. */
export function linesOfNoEvidence({ samples, samplesByRule }: Pick<AddressDetail, 'samples' | 'samplesByRule'>): readonly string[] {
  const shown = new Set(Object.values(samplesByRule).flat());
  return samples.filter((line) => !shown.has(line));
}
