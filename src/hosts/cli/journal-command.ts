import { blockTargetOf } from '../../model/block-target.ts';
import type { JournalReport } from '../../model/block-report.ts';
import { count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { clockAt } from '../../views/times.ts';
import type { Command } from './command.ts';
import { readOptions, readTop } from './options.ts';
import { heading, note, problemsText } from './report-text.ts';
import { paint, type Terminal } from './terminal.ts';

export const journalCommand: Command = {
  name: 'journal',
  summary: 'what was done about blocks, by whom, newest first',
  usage: 'journal [ADDRESS] [--top N] [--json]',
  details: ['Of one address or range, or of all. Every step of every block is there, also what broke off and how it was settled.'],
  run: async (words, context) => {
    const options = readOptions(words, {});
    if (!options.ok) return context.badUse(options.problem);
    const top = readTop(options.value);
    if (!top.ok) return context.badUse(top.problem);
    const [text, extra] = options.value.words;
    const target = text === undefined ? null : blockTargetOf(text);
    if (target === undefined || extra !== undefined)
      return context.badUse({ kind: 'bad-input', field: 'ADDRESS', got: extra ?? text ?? '', expected: 'one address or range' });
    const report = await context.blocks().journal(target, top.value ?? Number.MAX_SAFE_INTEGER);
    if (!report.ok) return context.failed(report.problem);
    if (options.value.flag('json')) await context.json(report.value);
    else context.print(journalText(report.value, context.terminal));
    return context.answered();
  },
};

function journalText({ entries, leftOut, damagedLines, problems }: JournalReport, terminal: Terminal): string {
  const clock = clockAt(terminal.now(), terminal.timeZone);
  const lines = entries.map(({ at, target, text, by }) => {
    const who = by === null ? '' : ` ${paint(terminal, 'dim', `(${printable(by)})`)}`;
    return `  ${clock.tell(at).short}  ${printable(target ?? '')}  ${printable(text)}${who}\n`;
  });
  return [
    heading(terminal, entries.length === 0 ? 'The journal is empty.' : 'Journal of blocks, newest first'),
    ...lines,
    leftOut === 0 ? '' : note(terminal, `${count(leftOut)} older are left out; --top all shows them.`),
    damagedLines === 0
      ? ''
      : note(terminal, `${counted(damagedLines, 'line')} could not be understood: cut off by a crash, or of another hand.`),
    problemsText(terminal, 'Not read', problems),
  ].join('');
}
