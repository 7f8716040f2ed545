import type { BlockOrder } from '../model/block.ts';
import type { GuardAnswer, GuardReport } from '../model/block-report.ts';
import { overlaps } from '../model/ip-range.ts';
import type { AskingReseller, BlockRequest } from './block-request.ts';
import type { Enforcer } from './enforcer.ts';
import type { BlockRecord } from './journal/block-record.ts';

/** What the guard says of a request, and for a reseller's also that somebody else holds the address. */
export async function withOthers(
  guard: GuardReport,
  order: BlockOrder,
  { scope, reseller }: Pick<BlockRequest, 'scope' | 'reseller'>,
  records: Iterable<BlockRecord>,
  places: readonly Enforcer[],
): Promise<GuardReport> {
  if (reseller === undefined || scope.kind !== 'server') return guard;
  return (await areHeldByOthers(order, reseller, records, places)) ? { ...guard, refusals: [...guard.refusals, answer] } : guard;
}

/**
 * Whether somebody else holds what a reseller wants to block for the whole server: its owner, another reseller, or another tool,
 * also where that cannot be told. Two blocks of one address are one entry in a firewall or a list, and whoever lifts it lifts
 * both: so a reseller never becomes the second.
 */
async function areHeldByOthers(
  order: BlockOrder,
  { name }: AskingReseller,
  records: Iterable<BlockRecord>,
  places: readonly Enforcer[],
): Promise<boolean> {
  const standing = [...records].filter(({ phase, order: { scope } }) => phase !== 'over' && scope.kind === 'server');
  if (standing.some(({ reseller, order: { target } }) => reseller !== name && overlaps(target, order.target))) return true;
  const own = new Set(standing.map(({ order: { id } }) => id));
  for (const place of places) {
    const there = await place.readBack(order);
    if (!there.ok || (there.value !== null && (there.value.id === null || !own.has(there.value.id)))) return true;
  }
  return false;
}

const answer: GuardAnswer = {
  id: 'held-by-others',
  text: 'Somebody else may hold a block of this address, which lifting yours would lift too.',
  wayOut: 'Ask whoever runs the server.',
  overridable: false,
};
