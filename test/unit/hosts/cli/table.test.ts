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

  it('leaves out the columns that can be spared, the last first, before it would be wider than the terminal', () => {
    const wide: Column<Row>[] = [
      { title: 'requests', align: 'right', cell: (row) => String(row.requests) },
      { title: 'first spare', align: 'left', spare: true, cell: () => 'a'.repeat(20) },
      { title: 'last spare', align: 'left', spare: true, cell: () => 'b'.repeat(20) },
      { title: 'page', align: 'left', flexible: true, cell: (row) => row.page },
    ];
    const rows = [{ requests: 1, page: `/${'x'.repeat(40)}` }];
    const shown = (width: number | null): string => table(terminal(width), wide, rows);
    expect(shown(80)).toMatch(/aaa {2}bbb/);
    expect(shown(50)).toContain('aaa');
    expect(shown(50)).not.toContain('bbb');
    expect(shown(30)).not.toMatch(/aaa|bbb/);
    expect(shown(null)).toMatch(/aaa {2}b+ {2}\/x{40}\n/);
    for (const width of [80, 50, 30])
      expect(
        Math.max(
          ...shown(width)
            .split('\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(width);
  });

  it('takes as many rows as there are', () => {
    const rows = Array.from({ length: 200_000 }, () => ({ requests: 1, page: '/' }));
    expect(table(terminal(null), columns, rows).length).toBe('  requests  page\n'.length + rows.length * '         1  /\n'.length);
  });
});
