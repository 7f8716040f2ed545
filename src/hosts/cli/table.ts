import { cutInTheMiddle } from '../../views/printable.ts';
import { paint, type Terminal } from './terminal.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Printable text of the cell. */
  readonly cell: (row: Row) => string;
  /** Takes the width that is left and is cut where that is not enough. One column at most. */
  readonly flexible?: boolean;
  /** Left out, the last of them first, where the terminal is too narrow for all columns. */
  readonly spare?: boolean;
}

const gap = '  ';
const narrowestFlexible = 12;

/**
 * A heading and aligned rows. On a terminal columns that can be spared are left out and the flexible one is cut, so that a
 * row fits its width; elsewhere nothing is left out.
 */
export function table<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const tooWide = terminal.columns !== null && narrowestWidth(columns, rows) > terminal.columns;
  const spareAt = tooWide ? columns.findLastIndex((column) => column.spare === true) : -1;
  return spareAt < 0 ? wholeTable(terminal, columns, rows) : table(terminal, columns.toSpliced(spareAt, 1), rows);
}

const cellWidth = <Row>(column: Column<Row>, rows: readonly Row[]): number =>
  rows.reduce((widest, row) => Math.max(widest, width(column.cell(row))), width(column.title));

/** Width of the whole with the flexible column cut as far as it may be. */
function narrowestWidth<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): number {
  const widths = columns.map((column) => Math.min(cellWidth(column, rows), column.flexible === true ? narrowestFlexible : Infinity));
  return widths.reduce((sum, one) => sum + gap.length + one, 0);
}

function wholeTable<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column) => cellWidth(column, rows));
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
