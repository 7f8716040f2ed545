import type { BlockOrder, HeldBlock } from '../../model/block.ts';
import type { Applied } from '../enforcer.ts';
import type { FirewallTarget } from './firewall-target.ts';

/** The block of exactly this target, ours before another's. */
export function heldUnder<Held extends HeldBlock>(blocks: readonly Held[], { text }: FirewallTarget): Held | undefined {
  const same = blocks.filter(({ target }) => target === text);
  return same.find(({ id }) => id !== null) ?? same[0];
}

/** What `apply` says when the place lifts blocks by itself. */
export const newlyHeld = (endsByItselfEpoch: number | null, remarks: readonly string[] = []): Applied => ({
  already: false,
  endsByItselfEpoch,
  remarks,
});

/** What `apply` says of a block that was there: it is left as it is, with its own end. */
export function alreadyHeld({ id, untilEpoch }: HeldBlock, order: BlockOrder): Applied {
  const remarks =
    id === order.id ? [] : [`The address was blocked already, by the block ${id ?? 'of another program'}; its end stays as it is.`];
  return { already: true, endsByItselfEpoch: untilEpoch, remarks };
}
