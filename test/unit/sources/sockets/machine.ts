import type { Problem } from '../../../../src/model/problem.ts';
import { failed, ok, type Result } from '../../../../src/model/result.ts';
import type { SocketMachine } from '../../../../src/sources/sockets/socket-machine.ts';
import type { ProcTable } from '../../../../src/system/proc-net.ts';
import type { ProgramRun } from '../../../../src/system/run-program.ts';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

/** A row of /proc/net/tcp: 192.0.2.10 to 198.51.100.7 port 51000, established. */
export const procConnection = (localPortHex: string, uid: number, inode: number): string =>
  `   0: 0A0200C0:${localPortHex} 076433C6:C738 01 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0 20 4 30 10 -1`;

/** A row of /proc/net/tcp: a listener on 0.0.0.0 with some connections waiting. */
export const procListener = (localPortHex: string, waitingHex: string): string =>
  `   0: 00000000:${localPortHex} 00000000:0000 0A 00000000:000000${waitingHex} 00:00000000 00000000 0 0 77 1 0 100 0 0 10 0`;

export const procText = (...rows: readonly string[]): Result<Uint8Array, Problem> => ok(Buffer.from([header, ...rows, ''].join('\n')));

export interface PretendMachine extends SocketMachine {
  /** The programs that were run, with their arguments. */
  readonly ran: string[];
}

/** A machine made of given texts: nothing in it but an empty /proc/net, unless told otherwise. */
export function pretendMachine(parts: {
  readonly tables?: Partial<Record<ProcTable, Result<Uint8Array, Problem>>>;
  readonly programs?: Readonly<Record<string, string>>;
  /** How much of a table is handed over at once. */
  readonly pieceBytes?: number;
  readonly rest?: Partial<SocketMachine>;
}): PretendMachine {
  const ran: string[] = [];
  return {
    ran,
    procTable: (table, onPiece) => {
      const text = parts.tables?.[table] ?? procText();
      if (!text.ok) return text;
      // The piece is one buffer, written over again and again, as the real one is.
      const pieceBytes = parts.pieceBytes ?? 4096;
      const piece = new Uint8Array(pieceBytes);
      for (let at = 0; at < text.value.length; at += pieceBytes) {
        const part = text.value.subarray(at, at + pieceBytes);
        piece.fill(0x21).set(part);
        if (!onPiece(piece.subarray(0, part.length))) break;
      }
      return ok(undefined);
    },
    run: (run: ProgramRun) => {
      ran.push([run.program, ...run.arguments].join(' '));
      const printed = parts.programs?.[run.program];
      return Promise.resolve(printed === undefined ? failed({ kind: 'program-missing', program: run.program }) : ok(Buffer.from(printed)));
    },
    socketHolders: () => ({ byInode: new Map(), processesRead: 0, processes: 0 }),
    passwd: () => ok('root:x:0:0:root:/root:/bin/bash\nalice:x:1001:1001::/home/alice:/bin/bash\n'),
    ownAddresses: () => [],
    now: () => new Date('2026-11-22T06:39:45Z'),
    seed: () => 7,
    ...parts.rest,
  };
}
