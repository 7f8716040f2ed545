import type { Problem } from '../../model/problem.ts';
import type { SocketOwner } from '../../model/socket.ts';
import type { OwnerOf } from '../../scan/sockets/owner-of.ts';
import type { SocketHolder } from '../../system/proc-socket-holders.ts';
import type { SocketMachine } from './socket-machine.ts';
import { userNames } from './user-names.ts';

export interface Owners {
  readonly ownerOf: OwnerOf;
  /** owners-incomplete when the processes were too many for the time given. */
  readonly problem: Problem | null;
}

const holderLimits = { timeMs: 1_000, sockets: 500_000 };

/**
 * Who owns the sockets of a machine. The user comes with the socket table and costs nothing; the program only by a walk
 * over all processes, done when asked for and bounded.
 */
export function findOwners(machine: SocketMachine, withPrograms: boolean): Owners {
  const passwd = machine.passwd();
  const names = passwd.ok ? userNames(passwd.value) : new Map<number, string>();
  if (!withPrograms) return { ownerOf: namedOwners(names, new Map()), problem: null };
  const { byInode, processesRead, processes } = machine.socketHolders(holderLimits);
  return {
    ownerOf: namedOwners(names, byInode),
    problem: processesRead < processes ? { kind: 'owners-incomplete', processesRead, processes } : null,
  };
}

/** Sockets without a known program share one owner per user: there may be hundreds of thousands. */
function namedOwners(names: ReadonlyMap<number, string>, holders: ReadonlyMap<number, SocketHolder>): OwnerOf {
  const byUid = new Map<number, SocketOwner>();
  const userOnly = (uid: number): SocketOwner => {
    const known = byUid.get(uid);
    if (known !== undefined) return known;
    const owner: SocketOwner = { program: null, pid: null, uid, user: names.get(uid) ?? null };
    byUid.set(uid, owner);
    return owner;
  };
  return (uid, inode) => {
    const holder = holders.get(inode);
    return holder === undefined
      ? userOnly(uid)
      : { ...userOnly(uid), program: holder.program === '' ? null : holder.program, pid: holder.pid };
  };
}
