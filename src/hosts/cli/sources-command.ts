import type { SourcesReport } from '../../model/sources-report.ts';
import { bytesText, count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { problemText } from '../../views/problem-text.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';
import { heading, note } from './report-text.ts';
import { type Column, table } from './table.ts';
import type { Terminal } from './terminal.ts';

export const sourcesCommand: Command = {
  name: 'sources',
  summary: 'what was found on this server to read, what not, and why',
  usage: 'sources [--json]',
  details: ['Lists the panel, the socket tables, and every place where logs were looked for, found or not.'],
  run: async (words, context) => {
    const options = readOptions(words, {});
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'sources', got: extra, expected: 'no further words' });
    const report = await context.machine().reviews.sources();
    if (options.value.flag('json')) await context.json(report);
    else context.print(sourcesText(report, context.terminal));
    return context.answered();
  },
};

const panelTitles = { cpanel: 'cPanel & WHM', plesk: 'Plesk', standalone: 'no panel' } as const;

function sourcesText(report: SourcesReport, terminal: Terminal): string {
  const version = report.panelVersion === null ? '' : ` ${printable(report.panelVersion)}`;
  const found = report.places.filter((place) => place.files > 0);
  const empty = report.places.filter((place) => place.files === 0 && place.problem === null);
  const failed = report.places.filter((place) => place.problem !== null);
  const { accessLogs, errorLogs } = report;
  return [
    heading(terminal, `${printable(report.hostName)}: ${panelTitles[report.panel]}${version}`),
    report.limitedRights ? note(terminal, 'Not running as root: logs and socket owners that only root may read are missing.') : '',
    `\n${heading(terminal, 'Sockets')}`,
    ...report.sockets.map(
      ({ path, rows, problem }) =>
        `  ${path}: ${rows === null ? '' : counted(rows, 'row')}${problem === null ? '' : problemText(problem)}\n`,
    ),
    `\n${heading(terminal, `Access logs: ${counted(accessLogs.files, 'file')} of ${counted(accessLogs.sites, 'site')}, ${bytesText(accessLogs.bytes)}`)}`,
    heading(
      terminal,
      `Error logs: ${counted(errorLogs.files, 'file')} of ${counted(errorLogs.sites, 'site')}, ${bytesText(errorLogs.bytes)}`,
    ),
    found.length > 0 ? `\n${heading(terminal, 'Found')}${table(terminal, placeColumns, found)}` : '',
    empty.length > 0 ? `\n${heading(terminal, 'Looked at, nothing of the kind there')}${table(terminal, placeColumns, empty)}` : '',
    failed.length > 0 ? `\n${heading(terminal, 'Not found or not readable')}` : '',
    ...failed.map(({ what, problem }) => `  ${printable(what)}: ${problem === null ? '' : problemText(problem)}\n`),
    report.databases.length > 0 ? `\n${heading(terminal, 'Countries and networks of addresses')}` : '',
    ...report.databases.map(
      ({ path, type, madeAt, problem }) =>
        `  ${problem === null ? `${printable(path)}: ${printable(type ?? '')}${madeAt === null ? '' : ` of ${madeAt.slice(0, 10)}`}` : problemText(problem)}\n`,
    ),
  ].join('');
}

const placeColumns: Column<SourcesReport['places'][number]>[] = [
  { title: 'logs', align: 'right', cell: ({ files }) => count(files) },
  { title: 'left aside', align: 'right', cell: ({ leftAside }) => (leftAside > 0 ? count(leftAside) : '') },
  { title: 'what', align: 'left', cell: ({ what }) => printable(what) },
  { title: 'where', align: 'left', flexible: true, cell: ({ path }) => printable(path) },
];
