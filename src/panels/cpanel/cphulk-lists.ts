import * as z from 'zod/mini';
import type { BlockTarget } from '../../model/block.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { boundsOf, type RangeBounds, rangeAround } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { askWhm, type WhmApi } from './whm-api.ts';

/** An entry of one of cPHulk's two lists. */
export interface CphulkEntry {
  /** As cPHulk shows it: an address, or `first-last`. */
  readonly key: string;
  /** Null when the key is neither. */
  readonly bounds: RangeBounds | null;
  readonly comment: string | null;
}

// A Perl program may print an empty map as an empty list.
const records = z.looseObject({
  ips_in_list: z.union([z.record(z.string(), z.nullable(z.string())), z.array(z.never())]),
});

/** A list as it is now. Problems: those of `askWhm`. */
export async function readCphulkList(api: WhmApi, list: 'black' | 'white'): Promise<Result<readonly CphulkEntry[], Problem>> {
  const call = { name: 'read_cphulk_records', parameters: { list_name: list, skip_enabled_check: '1' } };
  const data = await askWhm(api, call, records);
  if (!data.ok) return data;
  return ok(Object.entries(data.value.ips_in_list).map(([key, comment]) => ({ key, bounds: boundsOfKey(key), comment })));
}

function boundsOfKey(key: string): RangeBounds | null {
  const [firstText = '', lastText = firstText, ...rest] = key.split('-');
  const [first, last] = [parseIpAddress(firstText), parseIpAddress(lastText)];
  if (first === undefined || last === undefined || rest.length > 0) return null;
  const [from, to] = [boundsOf(first), boundsOf(last)];
  return from.family === to.family && from.first <= to.first ? { family: from.family, first: from.first, last: to.last } : null;
}

export const isTheSame = (entry: CphulkEntry, target: BlockTarget): boolean => {
  const own = boundsOf(target);
  return entry.bounds?.family === own.family && entry.bounds.first === own.first && entry.bounds.last === own.last;
};

export const covers = (entry: CphulkEntry, target: BlockTarget): boolean => {
  const own = boundsOf(target);
  return entry.bounds?.family === own.family && entry.bounds.first <= own.first && entry.bounds.last >= own.last;
};

export const overlapsWith = (entry: CphulkEntry, target: BlockTarget): boolean => {
  const own = boundsOf(target);
  return entry.bounds?.family === own.family && entry.bounds.first <= own.last && entry.bounds.last >= own.first;
};

/** An entry as people write it: an address, a range in CIDR text where it is one, else the key. */
export function entryTarget({ key, bounds }: CphulkEntry): string {
  const first = parseIpAddress(key.split('-', 1)[0] ?? '');
  if (bounds === null || first === undefined) return key;
  const size = bounds.last - bounds.first + 1n;
  if (size === 1n) return first;
  const free = size.toString(2).length - 1;
  const range = rangeAround(first, (bounds.family === 6 ? 128 : 32) - free);
  const around = boundsOf(range);
  return around.first === bounds.first && around.last === bounds.last ? range : key;
}
