import type { ListRefusal, RangesReport, UpdatedList } from '../../model/ranges-report.ts';
import type { Problem } from '../../model/problem.ts';
import { count } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { problemText } from '../../views/problem-text.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';
import { heading, note } from './report-text.ts';
import { type Column, table } from './table.ts';
import type { Terminal } from './terminal.ts';

export const updateRangesCommand: Command = {
  name: 'update-ranges',
  summary: 'fetch the address lists of crawlers, CDNs and other services anew',
  usage: 'update-ranges [--json]',
  details: [
    'Asks every publisher for its list, over HTTPS and at its own address only. A list that is empty, unreadable, too wide or',
    'many times longer or shorter than before is refused, and the one in use stays. Without this command, and without the',
    'internet, the lists that came with the program are used.',
  ],
  run: async (words, context) => {
    const options = readOptions(words, {});
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'update-ranges', got: extra, expected: 'no further words' });
    const { detectPanel } = await import('../../panels/detect.ts');
    const { knownServices, savedListsAt, savedListsPath } = await import('../identities.ts');
    const path = savedListsPath(detectPanel('/').name);
    if (path === null)
      return context.failed({ kind: 'cannot-do', where: 'this user', what: 'only root has a folder to keep new lists in' });
    const [{ updateRanges }, { fetchList }, { saveLists }] = await Promise.all([
      import('../../actions/update-ranges.ts'),
      import('../../sources/ranges/fetch-list.ts'),
      import('../../sources/ranges/saved-lists.ts'),
    ]);
    const saved = savedListsAt(path);
    const report = await updateRanges({
      services: await knownServices(saved),
      saved,
      fetchList: (service) => fetchList(service),
      save: (lists) => saveLists(path, lists),
      takenAt: new Date(context.terminal.now()).toISOString(),
    });
    if (options.value.flag('json')) await context.json(report);
    else context.print(rangesText(report, context.terminal));
    const isAnyNew = report.lists.some(({ outcome }) => outcome === 'taken' || outcome === 'confirmed');
    return isAnyNew ? context.answered() : context.nothingRead();
  },
};

const outcomes = { taken: 'new', confirmed: 'unchanged', kept: 'kept the old', 'by-hand': 'no address to ask' } as const;

const columns: readonly Column<UpdatedList>[] = [
  { title: 'service', align: 'left', cell: ({ service }) => printable(service) },
  { title: 'prefixes', align: 'right', cell: ({ prefixes }) => count(prefixes) },
  { title: 'before', align: 'right', spare: true, cell: ({ prefixesBefore }) => count(prefixesBefore) },
  { title: 'date', align: 'left', cell: ({ date }) => date ?? 'none' },
  { title: 'list', align: 'left', cell: ({ outcome }) => outcomes[outcome] },
];

/** What became of each list, for a terminal. */
export function rangesText(report: RangesReport, terminal: Terminal): string {
  const kept = report.lists.flatMap(({ service, why }) => (why === null ? [] : [`  ${printable(service)}: ${whyText(why)}\n`]));
  const isAllKept = report.lists.every(({ outcome }) => outcome === 'kept' || outcome === 'by-hand');
  return [
    heading(terminal, 'Address lists of known services'),
    isAllKept ? note(terminal, 'No list could be taken: all stay as they were, with their dates.') : '',
    table(terminal, columns, report.lists),
    kept.length === 0 ? '' : `\n${heading(terminal, 'Kept, because')}${kept.join('')}`,
  ].join('');
}

function whyText(why: ListRefusal | Problem): string {
  switch (why.kind) {
    case 'empty':
      return 'The list is empty.';
    case 'too-wide':
      return `${why.range} is wider than the network of any service.`;
    case 'reserved':
      return `${why.range} is private or reserved.`;
    case 'size-changed':
      return `${sizes[why.what]} changed from ${count(why.was)} to ${count(why.is)}, which is too much at once.`;
    default:
      return problemText(why);
  }
}

const sizes = { prefixes: 'The number of prefixes', ipv4: 'The number of /24 networks', ipv6: 'The number of /48 networks' } as const;
