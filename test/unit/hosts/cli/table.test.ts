import { describe, expect, it } from 'vitest';
import { type Column, table } from '../../../../src/hosts/cli/table.ts';
import type { Terminal } from '../../../../src/hosts/cli/terminal.ts';

const terminal = (columns: number | null): Terminal => ({
  write: () => undefined,
  writeError: () => undefined,
  columns,
  colours: false,
  showsProgress: false,
  timeZone: 'UTC',
  now: () => 0,
});

interface Row {
  readonly requests: number;
  readonly page: string;
}

const columns: Column<Row>[] = [
  { title: 'requests', align: 'right', cell: (row) => String(row.requests) },
  { title: 'page', align: 'left', flexible: true, cell: (row) => row.page },
];

describe('table', () => {
  it('aligns numbers to the right and leaves no blanks at line ends', () => {
    const rows = [
      { requests: 1200, page: '/' },
      { requests: 7, page: '/about' },
    ];
    expect(table(terminal(null), columns, rows)).toBe('  requests  page\n      1200  /\n         7  /about\n');
  });

  it('cuts the flexible column in the middle where a terminal is too narrow', () => {
    const rows = [{ requests: 1, page: `/wp-content/uploads/${'x'.repeat(100)}/end.jpg` }];
    const lines = table(terminal(60), columns, rows).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines[1]).toMatch(/^ {9}1 {2}\/wp-content.*….*\/end\.jpg$/);
  });

  it('cuts nothing when the output goes to a file', () => {
    const page = `/${'x'.repeat(500)}`;
    expect(table(terminal(null), columns, [{ requests: 1, page }])).toContain(page);
  });
});
