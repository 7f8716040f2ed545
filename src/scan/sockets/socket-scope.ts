import type { IpAddress } from '../../model/ip-address.ts';
import { type AddressWords, wordsOf } from './address-words.ts';
import type { ProcRow } from './proc-row.ts';

/** Whose sockets are counted where not all are: those of some users, and the web's at addresses of their own. */
export interface SocketScope {
  readonly uids: readonly number[];
  /** Local addresses that serve nobody else's sites. */
  readonly addresses: readonly IpAddress[];
}

/** Behind any other port of such an address, anybody may have logged in: mail, SSH and the panel listen on all of them. */
const webPorts: readonly number[] = [80, 443];

/**
 * Tells whether a socket lies within a scope: it belongs to one of the users, or is the web's at one of the addresses.
 * Root is never among the users: the kernel also gives his number to sockets that nobody holds any more.
 */
export function scopeTest({ uids, addresses }: SocketScope): (row: ProcRow) => boolean {
  const users = new Set(uids.filter((uid) => uid > 0));
  const places = addresses.filter((address) => !address.includes('%')).map(wordsOf);
  return (row) => users.has(row.uid) || (webPorts.includes(row.localPort) && places.some((place) => isAt(row, place)));
}

const isAt = (row: ProcRow, [first, second, third, fourth]: AddressWords): boolean =>
  row.local3 === fourth && row.local2 === third && row.local1 === second && row.local0 === first;
