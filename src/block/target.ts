import type { BlockTarget } from '../model/block.ts';
import { blockTargetOf } from '../model/block-target.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';

/** What is to be blocked, in its one spelling. Problems: bad-input. */
export function parseBlockTarget(text: string): Result<BlockTarget, Problem> {
  const target = blockTargetOf(text);
  if (target !== undefined) return ok(target);
  return failed({ kind: 'bad-input', field: 'address', got: text, expected: 'an address or a range, like 203.0.113.7 or 203.0.113.0/24' });
}

/** Bits of the network part: 32 or 128 for an address. */
export function widthOf(target: BlockTarget): number {
  const slash = target.indexOf('/');
  if (slash >= 0) return Number(target.slice(slash + 1));
  return isIpv6Target(target) ? 128 : 32;
}

export const isIpv6Target = (target: BlockTarget): boolean => target.includes(':');
