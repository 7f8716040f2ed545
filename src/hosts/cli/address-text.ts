import type { AddressDetail } from '../../model/verdict-report.ts';
import { count } from '../../views/numbers.ts';
import { cutInTheMiddle, printable } from '../../views/printable.ts';
import { heading, problemsText } from './report-text.ts';
import { addressText } from './review-text.ts';
import { type Column, table } from './table.ts';
import { paint, type Terminal } from './terminal.ts';

const listed = 10;

/** The answer of `address` for a terminal. */
export function addressDetailText(detail: AddressDetail, terminal: Terminal): string {
  const lists = [
    list(
      terminal,
      'Sites',
      detail.sites.map(({ site, requests }) => ({ name: site, requests })),
    ),
    list(
      terminal,
      'Pages',
      detail.paths.map(({ path, requests }) => ({ name: path, requests })),
    ),
    list(
      terminal,
      'User agents',
      detail.agents.map(({ agent, requests }) => ({ name: agent, requests })),
    ),
    list(
      terminal,
      'Answers',
      Object.entries(detail.statuses).map(([status, requests]) => ({ name: status, requests })),
    ),
  ];
  const unread = problemsText(terminal, 'Not read', detail.problems);
  return [addressText(detail.judged, terminal, Infinity).trimStart(), ...lists, samples(detail, terminal), unread].join('');
}

interface Named {
  readonly name: string;
  readonly requests: number;
}

const columns: Column<Named>[] = [
  { title: 'requests', align: 'right', cell: (row) => count(row.requests) },
  { title: '', align: 'left', flexible: true, cell: (row) => cutInTheMiddle(row.name, 200) },
];

const list = (terminal: Terminal, title: string, rows: readonly Named[]): string =>
  rows.length === 0 ? '' : `\n${heading(terminal, title)}${table(terminal, columns, rows.slice(0, listed))}`;

function samples(detail: AddressDetail, terminal: Terminal): string {
  if (detail.samples.length === 0) return '';
  const lines = detail.samples.map((line) => `  ${paint(terminal, 'dim', printable(line))}\n`);
  return `\n${heading(terminal, 'Lines that show it best')}${lines.join('')}`;
}
