import type { ErrorQuestion } from '../../actions/reviews.ts';
import type { ErrorGroup, ErrorReport } from '../../model/error-report.ts';
import { countErrors } from '../../views/error-groups.ts';
import { bytesText, count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { type Clock, clockAt } from '../../views/times.ts';
import { heading, note, problemsText, spanText } from './report-text.ts';
import { paint, type Terminal } from './terminal.ts';

const indent = '         ';

/** The answer of `errors` for a terminal: a paragraph a group, because a meaning does not fit into a column. */
export function errorsText(report: ErrorReport, question: ErrorQuestion, terminal: Terminal): string {
  const about = [question.site, question.address].filter((part) => part !== null).map(printable);
  const cut = report.groups.length < report.distinctGroups ? ` (the ${count(report.groups.length)} most frequent)` : '';
  const clock = clockAt(terminal.now(), terminal.timeZone);
  return [
    heading(
      terminal,
      `Errors${about.length > 0 ? ` · ${about.join(' · ')}` : ''}: ${count(countErrors(report))} in ${counted(report.distinctGroups, 'group')}${cut}`,
    ),
    note(terminal, coverage(report, terminal)),
    ...report.groups.map((group) => groupText(group, clock, terminal)),
    unparsed(report, terminal),
    problemsText(
      terminal,
      'Not read',
      report.files.flatMap((file) => (file.problem === undefined ? [] : [file.problem])),
    ),
  ].join('');
}

function coverage(report: ErrorReport, terminal: Terminal): string {
  if (report.files.length === 0 && report.filesTooOld === 0)
    return 'No error log was found. Where this server is looked through for them: active-connections sources';
  const parts = [
    spanText(terminal, report.from, report.to, 'no errors'),
    `${counted(report.files.length, 'file')}, ${bytesText(report.bytes)}, ${counted(report.lines, 'line')}`,
  ];
  const tails = report.files.filter((file) => file.tailOnly).length;
  if (tails > 0) parts.push(`only the end read of ${counted(tails, 'large file')}`);
  if (report.leftAside.files > 0)
    parts.push(
      `${counted(report.leftAside.files, 'file')} left aside as no error log, such as ${printable(report.leftAside.paths[0] ?? '')}`,
    );
  if (report.filesTooOld > 0) parts.push(`${counted(report.filesTooOld, 'file')} older than the window`);
  if (report.outside > 0) parts.push(`${counted(report.outside, 'line')} outside the window or filter`);
  return parts.join(' · ');
}

function groupText(group: ErrorGroup, clock: Clock, terminal: Terminal): string {
  const name = [group.source, group.code, group.level]
    .filter((part) => part !== null)
    .map(printable)
    .join(' ');
  const countText = count(group.count).padStart(7);
  const painted = group.important ? paint(terminal, 'red', countText) : countText;
  const lines = [`\n${painted}  ${paint(terminal, 'bold', name)}: ${printable(group.message)}`];
  if (group.meaning !== null) lines.push(`${indent}${group.meaning}`);
  if (group.advice !== null) lines.push(`${indent}→ ${group.advice}`);
  const facts = [
    whenText(group, clock),
    listText('site', group.sites, group.distinctSites),
    listText('client', group.clients, group.distinctClients),
  ];
  lines.push(paint(terminal, 'dim', indent + facts.filter((fact) => fact !== '').join(' · ')));
  return `${lines.join('\n')}\n`;
}

function whenText(group: ErrorGroup, clock: Clock): string {
  const first = clock.tell(group.first);
  const last = clock.tell(group.last);
  if (first === null || last === null) return '';
  return first.iso === last.iso ? last.full : `${first.short} to ${last.full}`;
}

const mostNamed = 3;

function listText(noun: string, names: readonly string[], distinct: number): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, mostNamed).map(printable).join(', ');
  return distinct > mostNamed ? `${counted(distinct, noun)}: ${shown} …` : shown;
}

function unparsed(report: ErrorReport, terminal: Terminal): string {
  if (report.unparsed === 0) return '';
  const samples = report.unparsedSamples.map((sample) => `  ${printable(sample)}\n`).join('');
  return `\n${paint(terminal, 'yellow', `${counted(report.unparsed, 'line')} of no known kind, for example`)}\n${samples}`;
}
