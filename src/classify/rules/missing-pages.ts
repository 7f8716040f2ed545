import type { AddressBehaviour } from '../../model/behaviour.ts';
import { counted, percentOf, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { looksLikePerson, namesItself } from './subject.ts';

const refusals = ['400', '403', '404', '406', '410'] as const;

/**
 * One page after another that is not there, all over the site. Old links, a moved site and a crawler with a stale list do
 * the same, so it is never more than suspicious, and says nothing of who gives a known name or an address to ask, nor of a
 * program that asks for one kind of thing (`/avatars/17`).
 */
export const missingPages: Rule = {
  id: 'missing-pages',
  title: 'Asks for pages that are not there',
  meaning: 'Nearly all that was asked for does not exist here: somebody tries what there might be.',
  family: 'scan',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    if (behaviour === null) return null;
    const missing = missingOf(behaviour);
    const pages = behaviour.requests - behaviour.assets - behaviour.refusedByUs;
    const different = behaviour.distinctRefusedPaths - behaviour.assets;
    const { count, seconds } = limits.missingPages;
    if (missing < count || different < count || behaviour.mostPerMinute < count || missing * 10 < pages * 9) return null;
    if (!isSpread(behaviour)) return null;
    const named = namesItself(subject);
    return {
      speaks: named ? 'neither' : 'against',
      confidence: named || looksLikePerson(subject) ? 'low' : 'medium',
      text: `${counted(missing, 'page')} asked for that ${missing === 1 ? 'is' : 'are'} not there or not allowed, ${percentOf(missing, pages)}% of all, at up to ${counted(behaviour.mostPerMinute, 'request')}${within(seconds)}.`,
      figures: { missing, pages, different, mostPerMinute: behaviour.mostPerMinute, assets: behaviour.assets },
      limit: 'missingPages',
    };
  },
};

/** At least so many: what may have been images is taken off, and so is what our own blocks refused. */
const missingOf = ({ statuses, assets, refusedByUs }: AddressBehaviour): number =>
  refusals.reduce((sum, status) => sum + (statuses[status] ?? 0), 0) - refusedByUs - assets;

/** Half of the paths or more begin in folders of their own. */
function isSpread({ refusedPaths: paths }: AddressBehaviour): boolean {
  const beginnings = new Set(paths.map(({ path }) => path.split('/')[1]?.toLowerCase() ?? ''));
  return beginnings.size * 2 >= paths.length;
}
