import type { BlockOrder, BlockTarget } from '../../model/block.ts';
import { isIpv6, parseIpAddress } from '../../model/ip-address.ts';
import { parseIpRange, prefixOf } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { isOurId, markText } from './mark.ts';

/** What a firewall blocks, parsed once more at the last door before a rule is written. */
export interface FirewallTarget {
  readonly family: 4 | 6;
  /** Canonical: an address alone carries no prefix, a range always does. */
  readonly text: BlockTarget;
  /** Bits of the range; 32 or 128 for an address. */
  readonly prefix: number;
}

export interface FirewallOrder {
  /** Our comment beside it: id and end. */
  readonly mark: string;
  readonly target: FirewallTarget;
  /** At least 1; null = permanent. */
  readonly seconds: number | null;
}

/** Bits of an address. */
export const widthOf = (family: 4 | 6): 32 | 128 => (family === 6 ? 128 : 32);

/** The target, or null when it is none that a firewall can hold: an address with a zone, or everybody. */
export function firewallTarget(target: string): FirewallTarget | null {
  const range = parseIpRange(target);
  if (range === undefined || prefixOf(range) === 0) return null;
  const prefix = prefixOf(range);
  const first = parseIpAddress(range.slice(0, range.indexOf('/')));
  if (first === undefined) return null;
  const family = isIpv6(first) ? 6 : 4;
  return { family, text: prefix === widthOf(family) ? first : range, prefix };
}

/** An order as a firewall takes it: for the whole server, not yet over. Problems: cannot-do. */
export function firewallOrder(order: BlockOrder, where: string, nowEpoch: number): Result<FirewallOrder, Problem> {
  const cannot = (what: string): Result<never, Problem> => failed({ kind: 'cannot-do', where, what });
  if (order.scope.kind !== 'server') return cannot('a block of one account or site');
  if (!isOurId(order.id)) return cannot('an order without an id of ours');
  const target = firewallTarget(order.target);
  if (target === null) return cannot(`a block of ${order.target}`);
  const seconds = order.untilEpoch === null ? null : Math.ceil(order.untilEpoch - nowEpoch);
  if (seconds !== null && seconds < 1) return cannot('a block whose end is past');
  return ok({ mark: markText(order), target, seconds });
}
