import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { standsForOthers } from '../model/identity.ts';
import type { Problem } from '../model/problem.ts';
import type { Evidence, Finding, JudgedAddress, VerdictReport } from '../model/verdict-report.ts';
import type { WindowName } from '../model/time-window.ts';
import { identityText } from './identity-text.ts';
import { count, counted, type Quantity, quantity } from './numbers.ts';
import { addressTarget, blockTargetFor, blockTargetOfPeer, type PageTarget, siteTarget } from './page-target.ts';
import { printable } from './printable.ts';
import { problemText } from './problem-text.ts';
import type { Tone } from './ranking.ts';
import { confidenceText, limitText, sureText, verdictText, verdictTone } from './verdict-words.ts';

/** The sentence on top: what is wrong with this server. */
export interface CauseView {
  readonly text: string;
  readonly tone: Tone;
}

/** One judged address in a list. */
export interface SuspectRow {
  readonly address: string;
  readonly target: PageTarget | null;
  /** Where it is blocked. */
  readonly block: PageTarget | null;
  readonly verdict: string;
  readonly confidence: string;
  readonly tone: Tone;
  /** The two strongest reasons, as sentences. */
  readonly reasons: readonly string[];
  readonly identity: string | null;
  readonly network: string | null;
  readonly connections: Quantity;
  readonly requests: Quantity;
  readonly load: string | null;
}

export interface FindingView {
  readonly title: string;
  readonly text: string;
  readonly confidence: string;
  readonly limit: string | null;
  readonly advice: string | null;
  /** The first sites, accounts or services it is about, and `and 14 more`, or null when all are there. */
  readonly about: readonly NamedLink[];
  readonly otherAbout: string | null;
  /** The first addresses it is about. */
  readonly addresses: readonly NamedLink[];
  /** `and 14 more`, or null when all are there. */
  readonly otherAddresses: string | null;
  readonly tone: Tone;
  /** `Alarm`, `Warning`, or null for a note. */
  readonly mark: string | null;
}

export interface NamedLink {
  readonly text: string;
  readonly target: PageTarget | null;
}

export interface VerdictSection {
  readonly cause: CauseView;
  readonly findings: readonly FindingView[];
  readonly suspects: readonly SuspectRow[];
  /** Said instead of an empty list, or below it. */
  readonly summary: string;
  /** Why less may be known than stands here, a sentence each. */
  readonly remarks: readonly string[];
}

const reasonsShown = 2;
const severityTone: Readonly<Record<Finding['severity'], Tone>> = { alarm: 'danger', warning: 'warn', note: 'quiet' };
const severityMark: Readonly<Record<Finding['severity'], string | null>> = { alarm: 'Alarm', warning: 'Warning', note: null };

/** The verdicts for the overview: the cause, what was found, and the suspects. */
export function verdictSection(
  report: VerdictReport,
  window: WindowName,
  reports: readonly Pick<AccessReport | ErrorReport, 'files'>[],
): VerdictSection {
  const suspects = report.addresses.filter(({ verdict }) => verdict === 'malicious' || verdict === 'suspicious');
  return {
    cause: { text: printable(report.cause.text), tone: causeTone(report) },
    findings: report.findings.map((finding) => findingView(finding, window)),
    suspects: suspects.map((judged) => suspectRow(judged, window, report.totals.connections !== null)),
    summary: summaryText(report, suspects.length),
    remarks: remarksOf(report.problems, reports),
  };
}

/** The problems of judging that no list of files says, as sentences. */
export function remarksOf(problems: readonly Problem[], reports: readonly Pick<AccessReport | ErrorReport, 'files'>[]): readonly string[] {
  const said = new Set(
    reports.flatMap(({ files }) => files.flatMap(({ problem }) => problem ?? [])).map((problem) => JSON.stringify(problem)),
  );
  return problems.filter((problem) => !said.has(JSON.stringify(problem))).map(problemText);
}

const addressesNamed = 5;
const sitesNamed = 8;
const others = (all: number, named: number): string | null => (all > named ? `and ${count(all - named)} more` : null);

export const findingView = (finding: Finding, window: WindowName): FindingView => ({
  title: printable(finding.title),
  text: printable(finding.text),
  confidence: sureText(finding),
  limit: limitText(finding.limit),
  advice: finding.advice === null ? null : printable(finding.advice),
  about: finding.about.slice(0, sitesNamed).map((name) => ({
    text: printable(name),
    target: name.includes('.') && !name.includes('@') ? siteTarget(name, window) : null,
  })),
  otherAbout: others(finding.about.length, sitesNamed),
  addresses: finding.addresses
    .slice(0, addressesNamed)
    .map((address) => ({ text: printable(address), target: addressTarget(address, window) })),
  otherAddresses: others(finding.addresses.length, addressesNamed),
  tone: severityTone[finding.severity],
  mark: severityMark[finding.severity],
});

const quietCauses = new Set(['nothing-wrong', 'unknown']);

function causeTone({ cause, findings, judged }: VerdictReport): Tone {
  if (findings.some(({ severity }) => severity === 'alarm')) return 'danger';
  if (quietCauses.has(cause.id)) return judged.malicious > 0 ? 'warn' : 'good';
  return 'warn';
}

/** @param isConnected false where no connections were looked at: then it is not known how many there are */
export function suspectRow(judged: JudgedAddress, window: WindowName, isConnected = true): SuspectRow {
  return {
    address: judged.address,
    target: addressTarget(judged.address, window),
    block: isNobodysToBlock(judged) ? null : judged.connections > 0 ? blockTargetOfPeer(judged.address) : blockTargetFor(judged.address),
    verdict: verdictText[judged.verdict],
    confidence: confidenceText[judged.confidence],
    tone: verdictTone[judged.verdict],
    reasons: strongest(judged.evidence).map(({ text }) => printable(text)),
    identity: identityText(judged.identity),
    network: networkText(judged.network),
    connections: isConnected ? quantity(judged.connections) : { ...quantity(0), text: '–' },
    requests: quantity(judged.requests),
    load: judged.causesLoad ? 'part of the load' : null,
  };
}

/** A block would meet everybody behind a proxy, or this server itself. */
const isNobodysToBlock = ({ blockAdvice, identity }: JudgedAddress): boolean =>
  standsForOthers(identity) || blockAdvice === 'own-or-private';

const strongest = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.filter(({ speaks }) => speaks === 'against').slice(0, reasonsShown);

/** `Example Networks, DE`; null without a database on this machine. */
export function networkText(network: JudgedAddress['network']): string | null {
  if (network === null) return null;
  const parts = [network.name, network.country].filter((part) => part !== null).map(printable);
  return parts.length === 0 ? null : parts.join(', ');
}

function summaryText({ judged }: VerdictReport, listed: number): string {
  const looked = `${counted(judged.addresses, 'address', 'addresses')} looked at closely`;
  const found = judged.malicious + judged.suspicious;
  const left = judged.leftOut === 0 ? '' : `; ${count(judged.leftOut)} more were not, for want of room`;
  if (found === 0) return `No suspects: ${looked}${left}.`;
  const shown = listed < found ? `${count(listed)} of ${count(found)} suspects shown; ` : '';
  return `${shown}${looked}: ${count(judged.malicious)} malicious, ${count(judged.suspicious)} suspicious${left}.`;
}
