import type { BlockListReport } from '../../model/block-report.ts';
import { blockRow, scopeText } from '../../views/blocks-page.ts';
import { count } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { problemText } from '../../views/problem-text.ts';
import { clockAt } from '../../views/times.ts';
import { recoveredText } from './block-text.ts';
import type { Command } from './command.ts';
import { readOptions, readTop } from './options.ts';
import { heading, note, problemsText } from './report-text.ts';
import { type Column, table } from './table.ts';
import type { Terminal } from './terminal.ts';

export const blocksCommand: Command = {
  name: 'blocks',
  summary: 'what is blocked now, by us and by others, and until when',
  usage: 'blocks [--ours] [--plain] [--top N] [--json]',
  details: [
    'What the places that can be asked really hold. Ours come first and are never left out; those of other tools are shown and',
    'never touched. What is over is lifted first.',
    '',
    '  --ours   only what was made here',
    '  --plain  a line for each, for scripts: address, scope, end (or permanent), places, with tabs between; nothing for none',
  ],
  run: async (words, context) => {
    const options = readOptions(words, { ours: { type: 'boolean' }, plain: { type: 'boolean' } });
    if (!options.ok) return context.badUse(options.problem);
    const top = readTop(options.value);
    if (!top.ok) return context.badUse(top.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'blocks', got: extra, expected: 'no further words' });
    const isOurs = options.value.flag('ours');
    const list = await context.blocks().list(isOurs ? 0 : (top.value ?? Number.MAX_SAFE_INTEGER));
    if (!list.ok) return context.failed(list.problem);
    const report = isOurs ? { ...list.value, leftOut: 0 } : list.value;
    if (options.value.flag('json')) await context.json(report);
    else if (options.value.flag('plain')) {
      context.print(report.blocks.map(plainLine).join(''));
      for (const problem of report.problems) context.terminal.writeError(`${problemText(problem)}\n`);
    } else context.print(blocksText(report, context.terminal));
    return context.answered();
  },
};

type Row = BlockListReport['blocks'][number];

/** No field may hold a tab or the end of a line. */
function plainLine({ target, block, heldBy }: Row): string {
  const until = block === null ? (heldBy.find((held) => held.until !== null)?.until ?? 'unknown') : (block.until ?? 'permanent');
  const scope = block === null ? 'unknown' : scopeWord(block.scope);
  const places = heldBy.map(({ enforcer }) => enforcer).join(',');
  return `${[target, scope, until, places].map(printable).join('\t')}\n`;
}

function scopeWord(scope: NonNullable<Row['block']>['scope']): string {
  switch (scope.kind) {
    case 'server':
      return 'server';
    case 'account':
      return `account:${scope.account}`;
    case 'domain':
      return `domain:${scope.domain}`;
  }
}

function blocksText({ blocks, leftOut, recovered, problems }: BlockListReport, terminal: Terminal): string {
  const ours = blocks.filter(({ whose }) => whose !== 'others');
  const others = blocks.filter(({ whose }) => whose === 'others');
  return [
    heading(terminal, ours.length === 0 ? 'Nothing is blocked from here.' : 'Blocked from here'),
    ours.length === 0 ? '' : table(terminal, columnsFor(terminal), ours),
    others.length === 0
      ? ''
      : `\n${heading(terminal, 'Blocked by others: shown, never touched')}${table(terminal, columnsFor(terminal), others)}`,
    leftOut === 0 ? '' : note(terminal, `${count(leftOut)} more of others are left out; --top all shows them.`),
    recoveredText(recovered, terminal),
    problemsText(terminal, 'Not read', problems),
  ].join('');
}

function columnsFor(terminal: Terminal): readonly Column<Row>[] {
  const clock = clockAt(terminal.now(), terminal.timeZone);
  const shown = (row: Row): ReturnType<typeof blockRow> => blockRow(row, clock);
  return [
    { title: 'address', align: 'left', cell: ({ target }) => printable(target) },
    { title: 'ends', align: 'left', cell: (row) => shown(row).until ?? 'not known' },
    { title: 'for', align: 'left', spare: true, cell: ({ block }) => (block === null ? '' : scopeText(block.scope)) },
    {
      title: 'held by',
      align: 'left',
      cell: (row) =>
        shown(row)
          .heldBy.map(({ name, state, kept }) => [name, state, kept].filter((part) => part !== null).join(' '))
          .join(', '),
    },
    { title: 'by', align: 'left', spare: true, cell: (row) => shown(row).by ?? '' },
    { title: 'why', align: 'left', flexible: true, cell: (row) => shown(row).reason ?? '' },
  ];
}
