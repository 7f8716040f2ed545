import type { BlockOrder } from '../../model/block.ts';
import type { Problem } from '../../model/problem.ts';
import type { Enforcer } from '../enforcer.ts';

/** Why an enforcer cannot take an order whatever the state of the machine; null when it can. Problem: cannot-do. */
export function orderRefusal(enforcer: Pick<Enforcer, 'title' | 'scopes'>, order: Pick<BlockOrder, 'target' | 'scope'>): Problem | null {
  const cannot = (what: string): Problem => ({ kind: 'cannot-do', where: enforcer.title, what });
  if (!enforcer.scopes.includes(order.scope.kind)) return cannot(`block for the scope ${order.scope.kind}`);
  // A zone names an interface of this machine; no other program's list knows what to do with it.
  if (order.target.includes('%')) return cannot('block a link-local address of one interface');
  return null;
}
