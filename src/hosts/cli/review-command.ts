import type { ReviewedWhole } from '../../actions/review-whole.ts';
import type { WholeQuestion } from '../../actions/whole-needs.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Command, CommandContext } from './command.ts';
import { type RawOptions, readOptions } from './options.ts';
import { progressLine } from './progress.ts';
import { readGiven, readReview, reviewOptions } from './review-options.ts';

const optionLines = [
  'Without LOG and --from, judges this server: its sockets, access logs and error logs; the window ends now and is 1h unless',
  'given. With LOG (files, folders, .gz; access and error logs in any mix), judges by those, in their own time; the window',
  'then ends at their newest line and is all unless given.',
  '',
  '  --from     a saved socket table: netstat, ss or /proc/net text; - for standard input',
  '  --window   how far back: 15m, 1h, 24h or all',
  '  --site     only this domain (ASCII name)',
  '  --seconds  stop reading after this time and say what was left out',
  '  --top      how many addresses, 20 unless given (with --json all); all for everything',
];

export const reviewCommand: Command = {
  name: 'review',
  summary: 'friend or foe: what is wrong with this server, who is behind it, and by which evidence',
  usage: 'review [LOG…] [--from FILE…] [--window 15m|1h|24h|all] [--site DOMAIN] [--seconds N] [--top N|all] [--json]',
  details: [...optionLines, '  --json     for programs; the keys are listed in README'],
  run: async (words, context) => {
    const options = readOptions(words, reviewOptions);
    if (!options.ok) return context.badUse(options.problem);
    const reviewed = await reviewAsked(options.value, context, { lists: 0 });
    if (!reviewed.ok) return reviewed.problem.kind === 'bad-input' ? context.badUse(reviewed.problem) : context.failed(reviewed.problem);
    const { verdicts } = reviewed.value;
    if (options.value.flag('json')) await context.json(verdicts);
    else {
      const { reviewText } = await import('./review-text.ts');
      context.print(reviewText(verdicts, context.terminal));
    }
    return ending(reviewed.value, context);
  },
};

export const reportCommand: Command = {
  name: 'report',
  summary: 'the whole state of this server as one plain text, to paste into a ticket',
  usage: 'report [LOG…] [--from FILE…] [--window 15m|1h|24h|all] [--site DOMAIN] [--seconds N] [--top N|all]',
  details: [
    'Verdicts, connections, requests and errors in plain text without colours. It holds addresses of visitors: mind who reads it.',
    '',
    ...optionLines,
  ],
  run: async (words, context) => {
    const options = readOptions(words, reviewOptions);
    if (!options.ok) return context.badUse(options.problem);
    const reviewed = await reviewAsked(options.value, context);
    if (!reviewed.ok) return reviewed.problem.kind === 'bad-input' ? context.badUse(reviewed.problem) : context.failed(reviewed.problem);
    const { reportText } = await import('./whole-text.ts');
    const files = [...options.value.words, ...options.value.texts('from')];
    const subject = { version: VERSION, machine: files.length > 0 ? null : context.machine().reviews.machine(), files };
    const { timeZone } = context.terminal;
    context.print(reportText(reviewed.value, subject, { ...context.terminal, timeZone, colours: false, columns: 110 }));
    return ending(reviewed.value, context);
  },
};

async function reviewAsked(
  options: RawOptions,
  context: CommandContext,
  shown: Pick<WholeQuestion, 'lists'> = {},
): Promise<Result<ReviewedWhole, Problem>> {
  const asked = readReview(options, options.words);
  if (!asked.ok) return asked;
  const given = await readGiven(options, options.words);
  if (!given.ok) return given;
  const { seconds } = asked.value;
  const question = { ...asked.value.question, ...shown };
  const progress = progressLine(context.terminal);
  const limits = { seconds, onProgress: progress.report };
  if (given.value !== null) {
    const { reviewGivenWhole } = await import('../given-logs.ts');
    return ok(await reviewGivenWhole(given.value, question, limits).finally(progress.end));
  }
  const machine = context.machine();
  const reviewed = await machine.reviewWhole(question, limits).finally(progress.end);
  await machine.settle();
  return ok(reviewed);
}

/** Nothing read is not the same as nothing found. */
function ending({ access, errors, connections }: ReviewedWhole, context: CommandContext): ReturnType<CommandContext['answered']> {
  const readLog = [...access.files, ...errors.files].some(({ problem, lines }) => problem === undefined || lines > 0);
  const readSomething = readLog || connections?.ok === true || access.filesTooOld + errors.filesTooOld > 0;
  return readSomething ? context.answered() : context.nothingRead();
}
