import type { AddressDetail } from '../../model/verdict-report.ts';
import { type GivenWhole, reviewGivenAddress } from '../given-logs.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';
import { progressLine } from './progress.ts';
import { readAddressWord, readGiven, readReview, reviewOptions } from './review-options.ts';

/** None of what was named could be read. */
function readNothing({ problems }: AddressDetail, given: GivenWhole | null): boolean {
  if (given === null || given.connections !== null) return false;
  const unread = new Set(problems.flatMap((problem) => ('path' in problem ? [problem.path] : [])));
  return given.logs.every((path) => unread.has(path));
}

export const addressCommand: Command = {
  name: 'address',
  summary: 'everything about one address: the verdict with all its evidence, who it is, what it did',
  usage: 'address IP [LOG…] [--from FILE…] [--window 15m|1h|24h|all] [--site DOMAIN] [--seconds N] [--json]',
  details: [
    'Without LOG and --from, looks at this server; see: active-connections help review.',
    '',
    '  --json  for programs; the keys are listed in README',
  ],
  run: async (words, context) => {
    const options = readOptions(words, reviewOptions);
    if (!options.ok) return context.badUse(options.problem);
    const [word, ...logs] = options.value.words;
    const address = readAddressWord(word, 'address');
    if (!address.ok) return context.badUse(address.problem);
    const asked = readReview(options.value, logs);
    if (!asked.ok) return context.badUse(asked.problem);
    const given = await readGiven(options.value, logs);
    if (!given.ok) return context.failed(given.problem);
    const { question, seconds } = asked.value;
    const progress = progressLine(context.terminal);
    const limits = { seconds, onProgress: progress.report };
    const machine = given.value === null ? context.machine() : null;
    const detail = await (machine !== null
      ? machine.reviewAddress(address.value, question, limits)
      : reviewGivenAddress(address.value, given.value ?? { logs, connections: null, problems: [] }, question, limits)
    ).finally(progress.end);
    if (options.value.flag('json')) await context.json(detail);
    else {
      const { addressDetailText } = await import('./address-text.ts');
      context.print(addressDetailText(detail, context.terminal));
    }
    await machine?.settle();
    return readNothing(detail, given.value) ? context.nothingRead() : context.answered();
  },
};
