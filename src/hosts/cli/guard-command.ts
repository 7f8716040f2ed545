import { localOperator } from '../local-operator.ts';
import { blockShapes, readBlock } from './block-options.ts';
import { guardText, planText } from './block-text.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';
import { heading } from './report-text.ts';

export const guardCommand: Command = {
  name: 'guard',
  summary: 'would a block be refused, and why; nothing is changed',
  usage: 'guard ADDRESS [--scope server|account:NAME|domain:NAME] [--via LIST] [--json]',
  details: [
    'Says what speaks against a block of this address or range, and what a block would do. The exit code is 3 where it would',
    'be refused, and 0 where nothing speaks against it or it only has to be minded.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, blockShapes);
    if (!options.ok) return context.badUse(options.problem);
    const asked = readBlock(options.value);
    if (!asked.ok) return context.badUse(asked.problem);
    const report = await context.blocks().guard(asked.value, localOperator());
    if (!report.ok) return report.problem.kind === 'bad-input' ? context.badUse(report.problem) : context.failed(report.problem);
    const { target, guard, plan } = report.value;
    const isRefused = guard.refusals.length > 0;
    if (options.value.flag('json')) await context.json(report.value);
    else {
      const said = isRefused ? 'would be refused.' : guard.warnings.length > 0 ? 'could be blocked, but mind this.' : 'could be blocked.';
      context.print(
        `${heading(context.terminal, `${target} ${said}`)}${guardText(guard, context.terminal)}${planText(plan, context.terminal)}`,
      );
    }
    return isRefused ? exitCodes.refused : exitCodes.answered;
  },
};
