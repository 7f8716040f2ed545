import type { IpRange } from '../../model/ip-address.ts';
import type { KnownService } from '../../model/known-service.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { httpsGet } from '../../system/https-get.ts';
import { publishedRanges } from './published-formats.ts';

const timeoutMs = 20_000;
/** Amazon's list of everything is 2 MB. */
const limitBytes = 16 * 1024 * 1024;

/**
 * The list of a service as its publisher gives it now, from all of his addresses for it; one that fails fails all, for a
 * half is no list. Problems: request-failed, unexpected-answer.
 */
export async function fetchList(
  { refresh }: Pick<KnownService, 'refresh'>,
  get: (url: string) => Promise<Result<string, Problem>> = (url) => httpsGet(url, { timeoutMs, limitBytes }),
): Promise<Result<readonly IpRange[], Problem>> {
  const all = new Set<IpRange>();
  for (const { format, url } of refresh) {
    const answer = await get(url);
    if (!answer.ok) return answer;
    const ranges = publishedRanges(format, answer.value);
    if (ranges === undefined)
      return failed({ kind: 'unexpected-answer', from: url, detail: `not a list of addresses of the form "${format}"` });
    for (const range of ranges) all.add(range);
  }
  return ok([...all]);
}
