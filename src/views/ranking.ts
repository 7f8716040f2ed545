import { barPercent, count, shareText } from './numbers.ts';
import type { PageTarget } from './page-target.ts';
import { foreignText } from './printable.ts';

/** A quiet colour for a row that is more than a number: a server error, a full queue. */
export type Tone = 'good' | 'warn' | 'danger' | 'quiet' | null;

/** One line of a list of things by how many there are of them. */
export interface RankedRow {
  readonly text: string;
  readonly full: string | null;
  /** A few quiet words beside the text. */
  readonly remark: string | null;
  /** A word that catches the eye. */
  readonly mark: string | null;
  readonly target: PageTarget | null;
  /** Where it is blocked, if it is something that can be. */
  readonly block: PageTarget | null;
  /** The number itself, for sorting. */
  readonly value: number;
  readonly count: string;
  readonly share: string;
  /** 0 to 100, against the longest bar of the list. */
  readonly bar: number;
  readonly tone: Tone;
}

export interface Ranking {
  readonly id: string;
  readonly caption: string;
  readonly keyHeading: string;
  readonly countHeading: string;
  readonly rows: readonly RankedRow[];
  /** `20 of 1,204`, or null when everything is listed. */
  readonly shown: string | null;
  /** The same page with a longer list. */
  readonly more: PageTarget | null;
  /** Said when counts are not exact. */
  readonly inexact: string | null;
  /** Said instead of an empty table. */
  readonly empty: string;
}

export interface RankedItem {
  readonly key: string;
  readonly count: number;
  readonly target?: PageTarget | null;
  readonly block?: PageTarget | null;
  readonly remark?: string | null;
  readonly mark?: string | null;
  readonly tone?: Tone;
}

export interface RankingHeading {
  readonly id: string;
  readonly caption: string;
  readonly keyHeading: string;
  readonly countHeading: string;
  readonly empty: string;
  /** From this many characters on a key loses its middle. */
  readonly longestKey?: number;
}

export interface RankingExtent {
  /** What 100% is. */
  readonly whole: number;
  /** How many there are in all. */
  readonly distinct: number;
  readonly more: PageTarget | null;
  readonly countErrorBound: number;
}

/** A list of things by count, most first, ready to print. */
export function ranking({ longestKey = 110, ...heading }: RankingHeading, items: readonly RankedItem[], extent: RankingExtent): Ranking {
  const most = items.reduce((longest, item) => Math.max(longest, item.count), 0);
  return {
    ...heading,
    rows: items.map((item) => rankedRow(item, longestKey, most, extent.whole)),
    ...listEnd(items.length, extent.distinct, extent.more, extent.countErrorBound === 0),
    inexact: inexactText(extent.countErrorBound),
  };
}

function rankedRow(item: RankedItem, longestKey: number, most: number, whole: number): RankedRow {
  return {
    ...foreignText(item.key, longestKey),
    remark: item.remark ?? null,
    mark: item.mark ?? null,
    target: item.target ?? null,
    block: item.block ?? null,
    value: item.count,
    count: count(item.count),
    share: shareText(item.count, whole),
    bar: barPercent(item.count, most),
    tone: item.tone ?? null,
  };
}

/** What stands below a list that was cut. `allKept` is false when there were more different values than could be told apart. */
export function listEnd(listed: number, distinct: number, more: PageTarget | null, allKept = true): Pick<Ranking, 'shown' | 'more'> {
  if (listed >= distinct) return { shown: null, more: null };
  return { shown: `${count(listed)} of ${count(distinct)}${allKept ? '' : ' or more'}`, more };
}

/** Null when the counts are exact. */
export const inexactText = (countErrorBound: number): string | null =>
  countErrorBound === 0
    ? null
    : `There were more different values than are kept: each count may be up to ${count(countErrorBound)} too low.`;
