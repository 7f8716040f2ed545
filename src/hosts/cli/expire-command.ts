import type { ExpireReport } from '../../model/block-report.ts';
import { count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { recoveredText, stepsText } from './block-text.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';
import { heading, problemsText } from './report-text.ts';
import type { Terminal } from './terminal.ts';

export const expireCommand: Command = {
  name: 'expire',
  summary: 'lift blocks whose time is over, settle what broke off, put back what a restart swept away',
  usage: 'expire [--json]',
  details: [
    'For a timer: most firewalls end a block by themselves, what cannot is lifted here, and also whenever a page or a command',
    'looks at the blocks. A block that a restart of the machine swept away is made again for what is left of its time; one that an',
    'allow list lets in by now, or that nobody could make any more, is closed. Prints nothing where nothing was to be done.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, {});
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'expire', got: extra, expected: 'no further words' });
    const report = await context.blocks().expire();
    if (!report.ok) return context.failed(report.problem);
    if (options.value.flag('json')) await context.json(report.value);
    else context.print(expireText(report.value, context.terminal));
    const isStuck = [...report.value.ended, ...report.value.restored].some(({ steps }) =>
      steps.some(({ outcome }) => outcome === 'still-there' || outcome === 'failed' || outcome === 'unconfirmed'),
    );
    return isStuck || report.value.problems.length > 0 ? exitCodes.notDone : exitCodes.answered;
  },
};

function expireText({ ended, leftOver, restored, leftToRestore, recovered, problems }: ExpireReport, terminal: Terminal): string {
  const back = restored.filter(({ refusal }) => refusal === null);
  const closed = restored.filter(({ refusal }) => refusal !== null);
  return [
    ended.length === 0 ? '' : heading(terminal, `${counted(ended.length, 'block')} over`),
    ...ended.map(({ block, steps }) => `${block.target}\n${stepsText(steps, terminal)}`),
    leftOver === 0 ? '' : `${count(leftOver)} more are left for the next run.\n`,
    back.length === 0 ? '' : heading(terminal, `${counted(back.length, 'block')} put back after a restart`),
    ...back.map(({ block, steps }) => `${block.target}\n${stepsText(steps, terminal)}`),
    closed.length === 0 ? '' : heading(terminal, `${counted(closed.length, 'block')} not put back after a restart, and closed`),
    ...closed.map(({ block, refusal, steps }) => `${block.target}: ${printable(refusal ?? '')}\n${stepsText(steps, terminal)}`),
    leftToRestore === 0 ? '' : `${count(leftToRestore)} that a restart swept away are left for the next run.\n`,
    recoveredText(recovered, terminal),
    problemsText(terminal, 'Not done, because', problems),
  ].join('');
}
