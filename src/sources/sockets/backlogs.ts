import { withoutZone } from '../../model/ip-address.ts';
import type { SocketRow } from '../../model/socket.ts';
import { ownersByNumber } from '../../scan/sockets/owner-of.ts';
import type { SocketMachine } from './socket-machine.ts';

const limits = { timeoutMs: 2_000, outputLimitBytes: 8 * 1024 * 1024 };

/**
 * The rows with the backlog of each listener filled in, where some connection waits to be accepted: only then the limit
 * matters, and only ss knows it (/proc/net prints 0 in its place). Without ss the limit stays unknown.
 */
export async function withBacklogs(rows: readonly SocketRow[], machine: SocketMachine): Promise<readonly SocketRow[]> {
  if (!rows.some(isWaitedFor)) return rows;
  // Loaded when some wait, which is seldom: start-up counts.
  const [{ runPrinter }, { scanSockets }] = await Promise.all([import('./run-printer.ts'), import('../../scan/sockets/scan-sockets.ts')]);
  const listeners = await runPrinter(machine, 'ss', '-tlnH', limits);
  if (!listeners.ok) return rows;
  const backlogs = new Map(scanSockets(listeners.value, ownersByNumber()).rows.map((row) => [listenerKey(row), row.sendQueue]));
  return rows.map((row) => (isAcceptor(row) ? { ...row, sendQueue: backlogs.get(listenerKey(row)) ?? null } : row));
}

const isAcceptor = (row: SocketRow): boolean => row.listening && row.protocol === 'tcp';

const isWaitedFor = (row: SocketRow): boolean => isAcceptor(row) && row.receiveQueue !== null && row.receiveQueue > 0;

/** ss names the device a listener is bound to, /proc/net does not. */
const listenerKey = (row: SocketRow): string => `${row.family} ${withoutZone(row.localAddress)} ${row.localPort}`;
