import type { AllowEntry } from '../../block/guard/guard-facts.ts';
import { type IpAddress, type IpRange, parseIpAddress } from '../../model/ip-address.ts';
import { boundsOf, rangeAround } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { readCphulkList } from './cphulk-lists.ts';
import type { WhmApi } from './whm-api.ts';

/** cPHulk's white list, also while cPHulk is off. Problems: those of `askWhm`. */
export async function cphulkWhiteList(api: WhmApi): Promise<Result<readonly AllowEntry[], Problem>> {
  const white = await readCphulkList(api, 'white');
  if (!white.ok) return white;
  return ok(
    white.value.flatMap(({ key, bounds, comment }) => {
      const first = parseIpAddress(key.split('-', 1)[0] ?? '');
      if (first === undefined || bounds === null) return [];
      return [{ covers: smallestRange(first, bounds.last), list: "cPHulk's white list", comment }];
    }),
  );
}

/** The smallest range that holds both ends: a list of first and last address may be no range, and too wide is the safe side. */
function smallestRange(first: IpAddress, last: bigint): IpRange | IpAddress {
  const bits = first.includes(':') ? 128 : 32;
  for (let prefix = bits; prefix > 0; prefix--) {
    const range = rangeAround(first, prefix);
    if (boundsOf(range).last >= last) return range;
  }
  return rangeAround(first, 0);
}
