import { overlaps } from '../../model/ip-range.ts';
import { type AllowEntry, type Check, refuse } from './guard-facts.ts';
import { named } from './names.ts';

/** Somebody wrote down that this address is to be let in: here or in a tool found here. */
export const allowLists: Check = ({ target }, { allowEntries }) => {
  const met = allowEntries.filter(({ covers }) => overlaps(target, covers));
  if (met.length === 0) return [];
  return [
    refuse(
      'allow-list',
      `${target} is on a list of those that are let in: ${named(met.map(entryText))}.`,
      `Take it off ${named(met.map(({ list }) => list))} first; where that list comes before the block, the block would not even hold.`,
    ),
  ];
};

const entryText = ({ covers, list, comment }: AllowEntry): string => `${covers} in ${list}${comment === null ? '' : ` (“${comment}”)`}`;
