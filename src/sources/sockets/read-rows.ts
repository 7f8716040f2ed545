import { AddressCache } from '../../scan/sockets/address-cache.ts';
import { ListenerBook } from '../../scan/sockets/listener-book.ts';
import { socketRow } from '../../scan/sockets/proc-net.ts';
import type { ProcRow } from '../../scan/sockets/proc-row.ts';
import { ProcTableReader, type RowSink } from '../../scan/sockets/proc-table-reader.ts';
import { UnparsedLines } from '../../scan/sockets/unparsed-lines.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Protocol, SocketRow, SocketTable } from '../../model/socket.ts';
import { procTablePath } from '../../system/proc-net.ts';
import { eachTable } from './count-proc.ts';
import { type SocketMachine, thisMachine } from './socket-machine.ts';

export interface RowsReading {
  readonly table: SocketTable;
  /** limit-reached, where there were more rows than are kept. */
  readonly problems: readonly Problem[];
}

/** Each is kept as text; a machine under attack has a million that nobody picks. */
const mostRows = 20_000;

/**
 * The rows of /proc/net that whoever asks about single connections needs: what listens, what this machine called, and whoever
 * came to one of `ports`. Problems: those of reading /proc/net.
 */
export function readRows(ports: ReadonlySet<number>, machine: SocketMachine = thisMachine): Result<RowsReading, Problem> {
  const listeners = new ListenerBook(machine.seed());
  const addresses = new AddressCache();
  const rows: SocketRow[] = [];
  const full = { reached: false };
  const keep = (row: ProcRow, protocol: Protocol): void => {
    if (rows.length < mostRows) rows.push(socketRow(row, protocol, addresses, null));
    else full.reached = true;
  };
  // Listeners first, however they are ordered: they decide who called whom.
  const heard = eachRow(machine, (row, protocol) => {
    if (!row.listening) return;
    listeners.note(row, protocol);
    keep(row, protocol);
  });
  if (!heard.ok) return heard;
  const picked = eachRow(machine, (row, protocol) => {
    if (row.hasPeer && (ports.has(row.localPort) || !listeners.reaches(row, protocol))) keep(row, protocol);
  });
  if (!picked.ok) return picked;
  return ok({
    table: {
      rows,
      source: '/proc/net',
      formats: ['proc-net'],
      takenAt: machine.now().toISOString(),
      ownAddresses: machine.ownAddresses(),
      hasListeners: true,
      hasAcceptQueue: true,
      unparsedLines: 0,
      unparsedSamples: [],
    },
    problems: full.reached ? [{ kind: 'too-many-entries', path: procTablePath('tcp'), limit: mostRows }] : [],
  });
}

function eachRow(machine: SocketMachine, add: RowSink['add']): Result<void, Problem> {
  const reader = new ProcTableReader({ add }, new UnparsedLines());
  const push = (piece: Uint8Array): boolean => {
    reader.push(piece);
    return true;
  };
  return eachTable((table, protocol) => {
    reader.begin(protocol);
    const done = machine.procTable(table, push);
    reader.finish();
    return done;
  });
}
