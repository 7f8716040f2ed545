import type { UndoChoice } from '../../block/undo.ts';
import type { UnblockReport } from '../../model/block-report.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { localOperator } from '../local-operator.ts';
import { readTarget } from './block-options.ts';
import { recoveredText, stepsText } from './block-text.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type RawOptions, readOptions } from './options.ts';
import { heading, problemsText } from './report-text.ts';
import { paint, type Terminal } from './terminal.ts';

export const unblockCommand: Command = {
  name: 'unblock',
  summary: 'lift blocks that were made here',
  usage: 'unblock ADDRESS|--all [--reason TEXT] [--json]',
  details: [
    'Lifts all blocks of this address or range, whoever made them here, and of every scope; with --all every block there is,',
    'also those that carry our mark and that the journal does not know. Blocks of other tools are never touched. Where',
    'something is still there afterwards, also a block of a range that holds the address, the answer says so and the exit code is 4.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, { all: { type: 'boolean' }, reason: { type: 'string' } });
    if (!options.ok) return context.badUse(options.problem);
    const choice = readChoice(options.value);
    if (!choice.ok) return context.badUse(choice.problem);
    const report = await context.blocks().unblock(choice.value, localOperator(), options.value.text('reason') ?? '');
    if (!report.ok) return context.failed(report.problem);
    if (options.value.flag('json')) await context.json(report.value);
    else context.print(unblockText(report.value, context.terminal));
    const { outcome, stillBlockedBy } = report.value;
    const isDone = (outcome === 'lifted' || outcome === 'was-not-blocked') && stillBlockedBy.length === 0;
    return isDone && report.value.problems.length === 0 ? exitCodes.answered : exitCodes.notDone;
  },
};

function readChoice(options: RawOptions): Result<UndoChoice, Problem> {
  const isAll = options.flag('all');
  if (isAll && options.words.length > 0)
    return failed({ kind: 'bad-input', field: '--all', got: options.words.join(' '), expected: 'no address beside it' });
  if (isAll) return ok({ by: 'all' });
  const target = readTarget(options.words);
  return target.ok ? ok({ by: 'target', target: target.value, scope: null }) : target;
}

const outcomes: Readonly<Record<UnblockReport['outcome'], string>> = {
  lifted: 'Not blocked any more.',
  'partly-lifted': 'Lifted in part: not everything worked.',
  'not-lifted': 'Still blocked.',
  'was-not-blocked': 'Active Connections blocks nothing there.',
};

function unblockText({ outcome, blocks, stillBlockedBy, recovered, problems }: UnblockReport, terminal: Terminal): string {
  const isHeld = stillBlockedBy.length > 0 && (outcome === 'lifted' || outcome === 'was-not-blocked');
  return [
    heading(terminal, isHeld ? 'Still blocked, by another block of ours.' : outcomes[outcome]),
    ...blocks.map(({ block, steps }) => `${block.target}\n${stepsText(steps, terminal)}`),
    ...stillBlockedBy.map(({ target }) =>
      paint(terminal, 'yellow', `Blocked by ${target}; lift that with: active-connections unblock ${target}\n`),
    ),
    recoveredText(recovered, terminal),
    problemsText(terminal, 'Not done, because', problems),
  ].join('');
}
