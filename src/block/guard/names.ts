import type { BlockTarget } from '../../model/block.ts';
import { isSingle } from '../../model/block-target.ts';

const mostNamed = 5;

/** `a, b and 3 more`; each name once. */
export function named(names: readonly string[]): string {
  const once = [...new Set(names)];
  if (once.length <= 1) return once[0] ?? '';
  const shown = once.slice(0, mostNamed);
  const more = once.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** How a sentence begins that tells what the target is, or what lies in it: `203.0.113.7 is`, `In 203.0.113.0/24 lies`. */
export function isOrHolds(target: BlockTarget, what: string): string {
  return isSingle(target) ? `${target} is ${what}` : `${target} holds ${what}`;
}
