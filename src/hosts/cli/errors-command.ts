import { countErrors } from '../../views/error-groups.ts';
import type { Command } from './command.ts';
import { logOptions, readLogQuestion } from './log-question.ts';
import { readOptions, readSeconds } from './options.ts';
import { progressLine } from './progress.ts';

export const errorsCommand: Command = {
  name: 'errors',
  summary: 'what went wrong: Apache, nginx, PHP-FPM and PHP errors, grouped, with meaning and advice',
  usage: 'errors [LOG…] [--window 15m|1h|24h|all] [--site DOMAIN] [--address IP] [--seconds N] [--top N|all] [--json]',
  details: [
    'Without LOG, reads the error logs of this server (see: sources); the window then ends now and is 24h unless given.',
    'With LOG (files, folders, .gz), reads those, told apart by content; the window ends at their newest line and is all',
    'unless given.',
    '',
    '  --window   how far back: 15m, 1h, 24h or all',
    '  --site     only errors of this domain, where the log names it',
    '  --address  only errors of requests from this address',
    '  --seconds  stop reading after this time and say what was left out',
    '  --top      how many groups, 20 unless given; all for everything',
    '  --json     for programs; the keys are listed in README',
  ],
  run: async (words, context) => {
    const options = readOptions(words, logOptions);
    if (!options.ok) return context.badUse(options.problem);
    const question = readLogQuestion(options.value, '24h');
    if (!question.ok) return context.badUse(question.problem);
    const names = options.value.words;
    const seconds = readSeconds(options.value);
    if (!seconds.ok) return context.badUse(seconds.problem);
    const progress = progressLine(context.terminal);
    const limits = { seconds: seconds.value, onProgress: progress.report };
    const report = await (names.length > 0
      ? import('../given-logs.ts').then(({ reviewGivenErrors }) => reviewGivenErrors(names, question.value, limits))
      : context.machine().reviewErrors(question.value, limits)
    ).finally(progress.end);
    if (options.value.flag('json')) await context.json(report);
    else {
      const { errorsText } = await import('./errors-text.ts');
      context.print(errorsText(report, question.value, context.terminal));
    }
    const understood = countErrors(report) + report.outside;
    const nothingRead = understood === 0 && report.filesTooOld === 0 && report.files.every((file) => file.problem !== undefined);
    return nothingRead ? context.nothingRead() : context.answered();
  },
};
