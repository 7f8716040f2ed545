import type { AccessQuestion } from '../../actions/reviews.ts';
import type { AccessReport } from '../../model/access-report.ts';
import { bytesText, count, counted, shareText } from '../../views/numbers.ts';
import { cutInTheMiddle, printable } from '../../views/printable.ts';
import { heading, note, problemsText, spanText } from './report-text.ts';
import { type Column, table } from './table.ts';
import { paint, type Terminal } from './terminal.ts';

/** The answer of `pages` for a terminal. */
export function pagesText(report: AccessReport, question: AccessQuestion, terminal: Terminal): string {
  const about = [question.site, question.address, question.agent ?? null].flatMap((part) =>
    part === null ? [] : [cutInTheMiddle(part, 120)],
  );
  const title = `Requests${about.length > 0 ? ` · ${about.join(' · ')}` : ''}: ${count(report.parsed)}`;
  return [
    heading(terminal, title),
    note(terminal, coverage(report, terminal)),
    pages(report, terminal),
    ...(report.counted === 'pages' ? [] : others(report, terminal)),
    skipped(report, terminal),
    problemsText(
      terminal,
      'Not read',
      report.files.flatMap((file) => (file.problem === undefined ? [] : [file.problem])),
    ),
  ].join('');
}

/** All that is counted beside pages. */
const others = (report: AccessReport, terminal: Terminal): readonly string[] => [
  counts(
    'Addresses',
    'address',
    report.addresses.map(({ address, requests }) => [address, requests]),
    extentOf(report, 'addresses'),
    report,
    terminal,
  ),
  counts(
    'Sites',
    'site',
    report.sites.map(({ site, requests }) => [site, requests]),
    extentOf(report, 'sites'),
    report,
    terminal,
  ),
  counts('Statuses', 'status', byCount(report.statuses), exactly(report.statuses), report, terminal),
  counts('Methods', 'method', byCount(report.methods), exactly(report.methods), report, terminal),
  counts(
    'User agents',
    'user agent',
    report.agents.map(({ agent, requests }) => [agent, requests]),
    extentOf(report, 'agents'),
    report,
    terminal,
  ),
];

function coverage(report: AccessReport, terminal: Terminal): string {
  if (report.files.length === 0 && report.filesTooOld === 0)
    return 'No access log was found. Where this server is looked through for them: active-connections sources';
  const parts = [
    spanText(terminal, report.from, report.to, 'no requests'),
    `${counted(report.files.length, 'file')}, ${bytesText(report.bytes)}, ${counted(report.lines, 'line')}`,
  ];
  if (report.bytesRemembered > 0) parts.push(`${bytesText(report.bytesRemembered)} of it counted earlier`);
  if (report.bytesMissed > 0) parts.push(`${bytesText(report.bytesMissed)} not read: time was up`);
  if (report.leftAside.files > 0)
    parts.push(
      `${counted(report.leftAside.files, 'file')} left aside as no access log, such as ${printable(report.leftAside.paths[0] ?? '')}`,
    );
  if (report.filesTooOld > 0) parts.push(`${counted(report.filesTooOld, 'file')} older than the window`);
  if (report.outside > 0) parts.push(`${counted(report.outside, 'line')} outside the window or filter`);
  if (report.withoutPage > 0) parts.push(`${counted(report.withoutPage, 'request')} without a page`);
  if (report.cutLines > 0) parts.push(`${counted(report.cutLines, 'line')} too long and judged by the beginning`);
  return parts.join(' · ');
}

function pages(report: AccessReport, terminal: Terminal): string {
  if (report.pages.length === 0) return '';
  const columns: Column<AccessReport['pages'][number]>[] = [
    { title: 'requests', align: 'right', cell: (row) => count(row.requests) },
    { title: 'share', align: 'right', cell: (row) => shareText(row.requests, report.parsed) },
    { title: '', align: 'left', cell: (row) => (row.outlier ? 'stands out' : '') },
    { title: 'page', align: 'left', flexible: true, cell: (row) => printable(row.page) },
  ];
  const marked = report.pages.some((page) => page.outlier) && report.outlierMark !== null;
  const meaning = marked
    ? note(terminal, `  "stands out": ten times the requests of a typical busy page (${count(report.outlierMark.typicalRequests)}) or more`)
    : '';
  return `\n${listHeading('Pages', report.pages.length, extentOf(report, 'pages'), terminal)}${table(terminal, columns, report.pages)}${meaning}`;
}

function counts(
  title: string,
  name: string,
  rows: readonly (readonly [string, number])[],
  { distinct, errorBound }: Extent,
  report: AccessReport,
  terminal: Terminal,
): string {
  if (rows.length === 0) return '';
  const columns: Column<readonly [string, number]>[] = [
    { title: 'requests', align: 'right', cell: ([, requests]) => count(requests) },
    { title: 'share', align: 'right', cell: ([, requests]) => shareText(requests, report.parsed) },
    { title: name, align: 'left', flexible: true, cell: ([text]) => (text === '' ? '(none)' : printable(text)) },
  ];
  return `\n${listHeading(title, rows.length, { distinct, errorBound }, terminal)}${table(terminal, columns, rows)}`;
}

/** How many there are in all, and by how much a count of the list may be too low. */
interface Extent {
  readonly distinct: number;
  readonly errorBound: number;
}

const extentOf = (report: AccessReport, list: keyof AccessReport['distinct']): Extent => ({
  distinct: report.distinct[list],
  errorBound: report.countErrorBound[list],
});

const exactly = (counts: Readonly<Record<string, number>>): Extent => ({ distinct: Object.keys(counts).length, errorBound: 0 });

function listHeading(title: string, shown: number, { distinct, errorBound }: Extent, terminal: Terminal): string {
  const cut = shown < distinct ? ` (the ${count(shown)} busiest of ${count(distinct)}${errorBound > 0 ? ' or more' : ''})` : '';
  const bound = errorBound > 0 ? `; each count may be up to ${count(errorBound)} too low` : '';
  return `${paint(terminal, 'bold', title)}${cut}${bound}\n`;
}

const byCount = (counts: Readonly<Record<string, number>>): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);

function skipped(report: AccessReport, terminal: Terminal): string {
  if (report.skipped === 0) return '';
  const samples = report.skippedSamples.map((sample) => `  ${printable(sample)}\n`).join('');
  return `\n${paint(terminal, 'yellow', `${counted(report.skipped, 'line')} not understood, for example`)}\n${samples}`;
}
