import type { AddressDetail, Evidence } from '../../model/verdict-report.ts';
import { linesOfNoEvidence } from '../../views/address-page.ts';
import { count } from '../../views/numbers.ts';
import { cutInTheMiddle, printable } from '../../views/printable.ts';
import { groundsText } from '../../views/verdict-words.ts';
import { heading, problemsText } from './report-text.ts';
import { addressText, evidenceLine } from './review-text.ts';
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
  const tell = (evidence: Evidence): string => evidenceText(evidence, detail.samplesByRule[evidence.rule] ?? [], terminal);
  return [addressText(detail.judged, terminal, Infinity, tell).trimStart(), ...lists, otherLines(detail, terminal), unread].join('');
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

/** What one rule saw: the sentence, what it means and rests on, and the lines that show it. */
function evidenceText(evidence: Evidence, lines: readonly string[], terminal: Terminal): string {
  return [
    evidenceLine(evidence),
    paint(terminal, 'dim', `    ${printable(evidence.title)}; ${groundsText(evidence)}`),
    ...lines.map((line) => paint(terminal, 'dim', `      ${printable(line)}`)),
  ].join('\n');
}

function otherLines(detail: AddressDetail, terminal: Terminal): string {
  const others = linesOfNoEvidence(detail);
  if (others.length === 0) return '';
  const lines = others.map((line) => `  ${paint(terminal, 'dim', printable(line))}\n`);
  return `\n${heading(terminal, 'Other log lines')}${lines.join('')}`;
}
