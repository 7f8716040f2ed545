/** Rows that are kept as a few numbers, as `PortTally` and `OwnedRows` keep them. */
import { reserve } from './memory';
import { inode, peerPort, uid } from './row';

const tallyRows: u32 = 262144;
const ownedRows: u32 = 131072;

export const tally: usize = reserve(<usize>tallyRows * 8);
export const outbound: usize = reserve(<usize>ownedRows * 32);
export const closeWait: usize = reserve(<usize>ownedRows * 32);
export let tallySize: u32 = 0;
export let outboundSize: u32 = 0;
export let closeWaitSize: u32 = 0;

/** Whether one more row has room everywhere. */
@inline
export function isRoomForRow(): bool {
  return tallySize < tallyRows && outboundSize < ownedRows && closeWaitSize < ownedRows;
}

@inline
export function keepInTally(peer: u32, port: u32, state: u32): void {
  const at = tally + (<usize>(tallySize++) << 3);
  store<u32>(at, peer);
  store<u32>(at, (port << 4) | state, 4);
}

export function keepOutbound(peer: u32): void {
  keepOwned(outbound + (<usize>(outboundSize++) << 5), peer);
}

export function keepCloseWait(peer: u32): void {
  keepOwned(closeWait + (<usize>(closeWaitSize++) << 5), peer);
}

function keepOwned(at: usize, peer: u32): void {
  store<f64>(at, <f64>peer);
  store<f64>(at, <f64>peerPort, 8);
  store<f64>(at, uid, 16);
  store<f64>(at, inode, 24);
}
