import type { SocketOwner } from '../../model/socket.ts';

/** Says who owns a socket, by the two facts a socket table gives. Never asked for sockets without an owner. */
export type OwnerOf = (uid: number, inode: number) => SocketOwner;

/** Owners known by number only; rows of one user share one object. */
export function ownersByNumber(): OwnerOf {
  const byUid = new Map<number, SocketOwner>();
  return (uid) => {
    const known = byUid.get(uid);
    if (known !== undefined) return known;
    const owner: SocketOwner = { program: null, pid: null, uid, user: null };
    byUid.set(uid, owner);
    return owner;
  };
}

/** What a line of `ss` or `netstat` tells about the owner; each part only where the options asked for it. */
export interface OwnerFacts {
  readonly uid: number | null;
  readonly user: string | null;
  /** 0 for a socket that no process holds any more (TIME_WAIT, half-open, closed by its program). */
  readonly inode: number | null;
  readonly pid: number | null;
  readonly program: string | null;
}

/** The owner as far as a line tells, or null when it tells nothing or the socket has none. */
export function ownerFromFacts(facts: OwnerFacts, ownerOf: OwnerOf): SocketOwner | null {
  const { uid, user, inode, pid, program } = facts;
  const known = uid !== null && inode !== null && inode !== 0 ? ownerOf(uid, inode) : null;
  if (program === null && (user === null || inode === 0)) return known;
  return {
    program: program ?? known?.program ?? null,
    pid: pid ?? known?.pid ?? null,
    uid: known?.uid ?? uid,
    user: user ?? known?.user ?? null,
  };
}
