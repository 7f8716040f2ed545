import type { AcceptQueue } from '../../model/connection-report.ts';
import type { SocketRow } from '../../model/socket.ts';

/** The fullest accept queue among the listening TCP sockets of a port; null when none of them tells. */
export function fullestAcceptQueue(listeners: readonly SocketRow[]): AcceptQueue | null {
  let fullest: AcceptQueue | null = null;
  for (const { protocol, receiveQueue, sendQueue } of listeners) {
    if (protocol !== 'tcp' || receiveQueue === null) continue;
    const queue = acceptQueue(receiveQueue, sendQueue);
    if (fullest === null || isFuller(queue, fullest)) fullest = queue;
  }
  return fullest;
}

/** An empty queue is not full, whatever its limit. */
const acceptQueue = (waiting: number, limit: number | null): AcceptQueue => ({
  waiting,
  limit,
  full: waiting === 0 ? false : limit === null ? null : waiting >= limit,
});

function isFuller(a: AcceptQueue, b: AcceptQueue): boolean {
  if (a.limit === null || b.limit === null) return a.waiting > b.waiting;
  // Compared as shares without dividing: a limit may be 0.
  const difference = a.waiting * b.limit - b.waiting * a.limit;
  return difference > 0 || (difference === 0 && a.waiting > b.waiting);
}
