import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { AccessQuestion } from '../../actions/reviews.ts';
import type { Command } from './command.ts';
import { logOptions, readLogQuestion } from './log-question.ts';
import { type RawOptions, readChoice, readOptions, readSeconds } from './options.ts';
import { progressLine } from './progress.ts';

export const pagesCommand: Command = {
  name: 'pages',
  summary: 'what is requested most, by page, address, site, status and user agent',
  usage:
    'pages [LOG…] [--window 15m|1h|24h|all] [--site DOMAIN] [--address IP] [--agent TEXT] [--key target|path] [--only-pages] [--seconds N] [--top N|all] [--json]',
  details: [
    'Without LOG, reads the access logs of this server (see: sources); the window then ends now and is 1h unless given.',
    'With LOG (files, folders, .gz), reads those; the window then ends at their newest line and is all unless given.',
    '',
    '  --window   how far back: 15m, 1h, 24h or all',
    '  --site     only this domain (ASCII name)',
    '  --address  only requests of this address',
    '  --agent    only requests with this user agent, exactly as the list has it',
    '  --key      target (as logged, the default) or path (without the query)',
    '  --only-pages  count pages and nothing else: half the work of a long reading',
    '  --seconds  stop reading after this time and say what was left out',
    '  --top      length of each list, 20 unless given; all for everything',
    '  --json     for programs; the keys are listed in README',
    '',
    'A page marked "stands out" has at least ten times the requests of a typical busy page. The front page is never',
    'marked, and images, styles and scripts only when the pages that draw them in cannot explain their number.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, {
      ...logOptions,
      key: { type: 'string' },
      agent: { type: 'string' },
      'only-pages': { type: 'boolean' },
    });
    if (!options.ok) return context.badUse(options.problem);
    const question = readQuestion(options.value);
    if (!question.ok) return context.badUse(question.problem);
    const names = options.value.words;
    const seconds = readSeconds(options.value);
    if (!seconds.ok) return context.badUse(seconds.problem);
    const progress = progressLine(context.terminal);
    const limits = { seconds: seconds.value, onProgress: progress.report };
    const machine = names.length > 0 ? null : context.machine();
    const report = await (machine === null
      ? import('../given-logs.ts').then(({ reviewGivenAccess }) => reviewGivenAccess(names, question.value, limits))
      : machine.reviewAccess(question.value, limits)
    ).finally(progress.end);
    if (options.value.flag('json')) await context.json(report);
    else {
      const { pagesText } = await import('./pages-text.ts');
      context.print(pagesText(report, question.value, context.terminal));
    }
    await machine?.settle();
    const understood = report.parsed + report.outside;
    const nothingRead = understood === 0 && report.filesTooOld === 0 && report.files.every((file) => file.problem !== undefined);
    return nothingRead ? context.nothingRead() : context.answered();
  },
};

function readQuestion(options: RawOptions): Result<AccessQuestion, Problem> {
  const question = readLogQuestion(options, '1h');
  if (!question.ok) return question;
  const key = readChoice(options, 'key', ['target', 'path']);
  if (!key.ok) return key;
  return ok({ ...question.value, key: key.value, page: null, agent: options.text('agent') ?? null, onlyPages: options.flag('only-pages') });
}
