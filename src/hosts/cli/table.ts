import { cutInTheMiddle } from '../../views/printable.ts';
import { paint, type Terminal } from './terminal.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Printable text of the cell. */
  readonly cell: (row: Row) => string;
  /** Takes the width that is left and is cut where that is not enough. One column at most. */
  readonly flexible?: boolean;
}

const gap = '  ';
const narrowestFlexible = 12;

/** A heading and aligned rows. On a terminal every row fits its width; elsewhere nothing is cut. */
export function table<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, at) => Math.max(width(column.title), ...cells.map((line) => width(line[at] ?? ''))));
  fitFlexible(terminal, columns, widths);
  const line = (texts: readonly string[]): string => {
    const padded = columns.map((column, at) => pad(texts[at] ?? '', widths[at] ?? 0, column));
    return gap + padded.join(gap).trimEnd();
  };
  const heading = paint(terminal, 'dim', line(columns.map((column) => column.title)));
  return `${[heading, ...cells.map(line)].join('\n')}\n`;
}

function fitFlexible<Row>(terminal: Terminal, columns: readonly Column<Row>[], widths: number[]): void {
  const at = columns.findIndex((column) => column.flexible === true);
  if (terminal.columns === null || at < 0) return;
  const others = widths.reduce((sum, one, index) => (index === at ? sum : sum + one + gap.length), gap.length);
  widths[at] = Math.min(widths[at] ?? 0, Math.max(narrowestFlexible, terminal.columns - others));
}

function pad<Row>(text: string, to: number, column: Column<Row>): string {
  const shown = width(text) > to ? cutInTheMiddle(text, to - 1) : text;
  const filling = ' '.repeat(Math.max(0, to - width(shown)));
  return column.align === 'right' ? filling + shown : shown + filling;
}

/** Characters, not UTF-16 units. Wide characters count as one: a little crooked beats a table of widths by script. */
const width = (text: string): number => Array.from(text).length;
