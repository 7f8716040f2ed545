import type { Evidence, Finding, JudgedAddress, VerdictReport } from '../../model/verdict-report.ts';
import { identityText } from '../../views/identity-text.ts';
import { count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { networkText } from '../../views/suspects.ts';
import { blockAdviceText, confidenceText, groundsText, verdictText } from '../../views/verdict-words.ts';
import { heading, note, problemsText, spanText } from './report-text.ts';
import { paint, type Terminal } from './terminal.ts';

const indent = '  ';
const reasonsShown = 2;

/** The answer of `review` for a terminal: the cause, what was found, and the addresses with their strongest reasons. */
export function reviewText(report: VerdictReport, terminal: Terminal): string {
  return [
    `${paint(terminal, 'bold', printable(report.cause.text))}\n`,
    note(terminal, coverage(report, terminal)),
    ...report.findings.map((finding) => findingText(finding, terminal)),
    `\n${heading(terminal, addressHeading(report))}`,
    ...report.addresses.map((judged) => addressText(judged, terminal, reasonsShown)),
    problemsText(terminal, 'Not read', report.problems),
  ].join('');
}

function coverage({ window, totals }: VerdictReport, terminal: Terminal): string {
  const connections = totals.connections === null ? [] : [counted(totals.connections, 'connection')];
  const span = spanText(terminal, window.from, window.to, '');
  return [
    ...(span === '' ? [] : [span]),
    ...connections,
    counted(totals.requests, 'request'),
    counted(totals.errorLines, 'line of error logs', 'lines of error logs'),
  ].join(' · ');
}

function addressHeading({ addresses, judged }: VerdictReport): string {
  const cut = addresses.length < judged.addresses ? `, the first ${count(addresses.length)}` : '';
  return `Addresses: ${count(judged.malicious)} malicious, ${count(judged.suspicious)} suspicious of ${count(judged.addresses)} looked at closely${cut}`;
}

const severityColour = { alarm: 'red', warning: 'yellow', note: 'cyan' } as const;

function findingText(finding: Finding, terminal: Terminal): string {
  const lines = [`\n${paint(terminal, severityColour[finding.severity], printable(finding.title))}: ${printable(finding.text)}`];
  lines.push(`${indent}${paint(terminal, 'dim', groundsText(finding))}`);
  if (finding.advice !== null) lines.push(`${indent}→ ${printable(finding.advice)}`);
  return `${lines.join('\n')}\n`;
}

const verdictColour = { malicious: 'red', suspicious: 'yellow', legitimate: 'cyan', unknown: 'dim' } as const;

/** One address: a line with its verdict and figures, then its strongest reasons, each as `tell` has it. */
export function addressText(judged: JudgedAddress, terminal: Terminal, reasons: number, tell = evidenceLine): string {
  const facts = [
    counted(judged.connections, 'connection'),
    counted(judged.requests, 'request'),
    networkText(judged.network),
    judged.causesLoad ? 'part of the load' : null,
  ].filter((fact) => fact !== null);
  const verdict = paint(terminal, verdictColour[judged.verdict], verdictText[judged.verdict]);
  const lines = [`\n${paint(terminal, 'bold', judged.address)}  ${verdict}, ${confidenceText[judged.confidence]} · ${facts.join(' · ')}`];
  const identity = identityText(judged.identity);
  if (identity !== null) lines.push(`${indent}${identity}`);
  lines.push(...judged.evidence.slice(0, reasons).map(tell));
  const left = judged.evidence.length - Math.min(reasons, judged.evidence.length);
  if (left > 0)
    lines.push(paint(terminal, 'dim', `${indent}and ${counted(left, 'more reason')}: active-connections address ${judged.address}`));
  const advice = blockAdviceText(judged);
  if (advice !== null) lines.push(`${indent}→ ${advice}`);
  return `${lines.join('\n')}\n`;
}

const signOf: Readonly<Record<Evidence['speaks'], string>> = { against: '−', for: '+', neither: '·' };

/** What one rule saw, in a line. */
export function evidenceLine(evidence: Evidence): string {
  return `${indent}${signOf[evidence.speaks]} ${printable(evidence.text)}`;
}
