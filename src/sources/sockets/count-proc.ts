import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { Protocol } from '../../model/socket.ts';
import { ListenerBook } from '../../scan/sockets/listener-book.ts';
import type { ProcCounter } from '../../scan/sockets/proc-counter.ts';
import { ProcTableReader, type RowSink } from '../../scan/sockets/proc-table-reader.ts';
import { scopeTest, type SocketScope } from '../../scan/sockets/socket-scope.ts';
import { TableCounter } from '../../scan/sockets/table-counter.ts';
import { UnparsedLines } from '../../scan/sockets/unparsed-lines.ts';
import { type ProcTable, procTables } from '../../system/proc-net.ts';
import type { SocketMachine } from './socket-machine.ts';

export interface ProcCount {
  readonly counter: ProcCounter;
  readonly unparsed: UnparsedLines;
}

/** See `LiveOptions`. */
interface ProcQuestion {
  readonly address: IpAddress | null;
  readonly scope?: SocketScope | undefined;
  readonly kernelFromBytes?: number | undefined;
}

/** After so many readings that each met listeners not known before, the last one counts: programs come and go. */
const mostReadings = 3;

/**
 * The tables of /proc/net, counted as they are read. The listeners, which decide the direction of all others, are looked
 * up first: the kernel prints them at the head of the TCP tables. That is not relied on: where a table has one further
 * down, all is counted anew with it.
 * Problems: those of reading, of the first table that could not be read; a kernel without IPv6 has no tcp6 and udp6.
 */
export function countProcTables(machine: SocketMachine, asked: ProcQuestion): Result<ProcCount, Problem> {
  const { address, scope, kernelFromBytes } = asked;
  const seed = machine.seed();
  const accepts = scope === undefined ? undefined : scopeTest(scope);
  const listeners = new ListenerBook(seed);
  const looked = noteFirstListeners(machine, listeners);
  if (!looked.ok) return looked;
  for (let reading = 1; ; reading++) {
    const tables = new TableCounter({ seed, ownAddresses: machine.ownAddresses(), address, listeners, accepts }, kernelFromBytes);
    const push = (piece: Uint8Array): boolean => {
      tables.push(piece);
      return true;
    };
    const read = eachTable((table, protocol) => {
      tables.begin(protocol);
      const done = machine.procTable(table, push);
      tables.finish();
      return done;
    });
    if (!read.ok) return read;
    tables.end();
    const { counter, unparsed } = tables;
    if (!counter.listenerCameLate || reading === mostReadings) return ok({ counter, unparsed });
  }
}

function noteFirstListeners(machine: SocketMachine, listeners: ListenerBook): Result<void, Problem> {
  let goOn = true;
  const sink: RowSink = {
    add: (row, protocol) => {
      if (row.listening) listeners.note(row, protocol);
      // Nobody sorts the UDP tables, and they are short.
      else if (protocol === 'tcp') goOn = false;
    },
  };
  const reader = new ProcTableReader(sink, new UnparsedLines());
  const push = (piece: Uint8Array): boolean => {
    reader.push(piece);
    return goOn;
  };
  return eachTable((table, protocol) => {
    goOn = true;
    reader.begin(protocol);
    const done = machine.procTable(table, push);
    reader.finish();
    return done;
  });
}

/** Visits the tables of /proc/net. Problems: of the first that could not be read; a kernel without IPv6 has no tcp6 and udp6. */
export function eachTable(visit: (table: ProcTable, protocol: Protocol) => Result<void, Problem>): Result<void, Problem> {
  for (const table of procTables) {
    const visited = visit(table, table.startsWith('tcp') ? 'tcp' : 'udp');
    // Any other gap would be a table that lies by leaving out.
    if (!visited.ok && !(table.endsWith('6') && visited.problem.kind === 'not-found')) return failed(visited.problem);
  }
  return ok(undefined);
}
