import type { BlockTarget } from './block.ts';
import { parseIpAddress, withoutZone } from './ip-address.ts';
import { boundsOf, parseIpRange } from './ip-range.ts';

/**
 * The one spelling of what is to be blocked: an address, or a range of more than one; undefined when the text is neither. A range
 * of one is the address, an IPv4-mapped address the IPv4 one, a zone is dropped.
 */
export function blockTargetOf(text: string): BlockTarget | undefined {
  const trimmed = text.trim();
  const address = parseIpAddress(trimmed);
  if (address !== undefined) return parseIpAddress(withoutZone(address)) ?? address;
  const range = trimmed.includes('/') ? parseIpRange(trimmed) : undefined;
  if (range === undefined) return undefined;
  return isSingle(range) ? (parseIpAddress(range.slice(0, range.indexOf('/'))) ?? range) : range;
}

export function isSingle(target: BlockTarget): boolean {
  const { first, last } = boundsOf(target);
  return first === last;
}
