import { reviewGivenErrors } from '../given-logs.ts';
import type { Command } from './command.ts';
import { errorsText } from './errors-text.ts';
import { logOptions, readLogQuestion } from './log-question.ts';
import { readOptions } from './options.ts';
import { progressLine } from './progress.ts';

export const errorsCommand: Command = {
  name: 'errors',
  summary: 'what went wrong: Apache, nginx, PHP-FPM and PHP errors, grouped, with meaning and advice',
  usage: 'errors [LOG…] [--window 15m|1h|24h|all] [--site DOMAIN] [--address IP] [--top N|all] [--json]',
  details: [
    'Without LOG, reads the error logs of this server (see: sources); the window then ends now and is 24h unless given.',
    'With LOG (files, folders, .gz), reads those, told apart by content; the window ends at their newest line and is all',
    'unless given.',
    '',
    '  --window   how far back: 15m, 1h, 24h or all',
    '  --site     only errors of this domain, where the log names it',
    '  --address  only errors of requests from this address',
    '  --top      how many groups, 20 unless given; all for everything',
    '  --json     for programs; the keys are listed in README',
  ],
  run: async (words, context) => {
    const options = readOptions(words, logOptions);
    if (!options.ok) return context.badUse(options.problem);
    const question = readLogQuestion(options.value, '24h');
    if (!question.ok) return context.badUse(question.problem);
    const names = options.value.words;
    const progress = progressLine(context.terminal);
    const report = await (names.length > 0
      ? reviewGivenErrors(names, question.value, progress.report)
      : context.machine().reviewErrors(question.value, progress.report)
    ).finally(progress.end);
    if (options.value.flag('json')) context.json(report);
    else context.print(errorsText(report, question.value, context.terminal));
    const nothingRead = report.files.every((file) => file.problem !== undefined && file.lines === 0) && report.filesTooOld === 0;
    return nothingRead ? context.nothingRead() : context.answered();
  },
};
