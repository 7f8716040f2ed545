/** The counting of connections, as `ProcCounter` does it, until some table is full. */
import { isRoomForRow, keepCloseWait, keepInTally, keepOutbound } from './kept-rows';
import { reserve } from './memory';
import { bound, countPeer, entryOf, isOwn, setOwn } from './peers';
import { countPort } from './ports';
import {
  local0,
  local1,
  local2,
  local3,
  localPort,
  mappedMark,
  peer0,
  peer1,
  peer2,
  peer3,
  peerPort,
  receiveQueue,
  stateNumber,
} from './row';

/** Asked whether one of the addresses that are listened on is the local one; gives 1 or 0. */
@external('driver', 'reaches')
declare function reaches(a: i32, b: i32, c: i32, d: i32, port: i32): i32;

const synSent: i32 = 2;
const synRecv: i32 = 3;
const closeWait: i32 = 8;
const newSynRecv: i32 = 12;
/** Behind the last state that has a name. */
const stateCount: i32 = 13;

/** Bits of what is listened on: see `ListenerBook`. */
const anyIpv4: u8 = 1;
const anyIpv6: u8 = 2;
const someAddresses: u8 = 4;

export const listened: usize = reserve(2 * 65536);
export const states: usize = reserve(<usize>stateCount * 8);
export let inboundCount: u32 = 0;

let bound0: i32 = 0;
let bound1: i32 = 0;
let bound2: i32 = 0;
let bound3: i32 = 0;

export function forgetLocal(): void {
  bound0 = bound1 = bound2 = bound3 = 0;
}

/** The local address is the machine's. False when there is no room for it. */
@inline
export function bindLocal(): bool {
  if (local3 == bound3 && local2 == bound2 && local1 == bound1 && local0 == bound0) return true;
  return bindOther();
}

function bindOther(): bool {
  if (!isAny(local0, local1, local2, local3)) {
    const entry = entryOf(local0, local1, local2, local3);
    if (entry < 0) return false;
    setOwn(entry, bound);
  }
  bound0 = local0;
  bound1 = local1;
  bound2 = local2;
  bound3 = local3;
  return true;
}

/** Counts the row in hand, which does not listen. False when there is no room for it, and nothing was counted. */
export function countRow(isUdp: bool): bool {
  if (!isRoomForRow() || !bindLocal()) return false;
  if (peerPort == 0 && isAny(peer0, peer1, peer2, peer3)) return true;
  const peer = entryOf(peer0, peer1, peer2, peer3);
  if (peer < 0) return false;
  const state = stateNumber < stateCount ? stateNumber : 0;
  const halfOpen = state == synRecv || state == newSynRecv;
  const inbound = halfOpen || (state != synSent && isReached(isUdp));
  if (inbound) inboundCount++;
  const counted = states + (<usize>state << 3);
  store<f64>(counted, load<f64>(counted) + 1);
  countPort(localPort, inbound, halfOpen, receiveQueue);
  countPeer(peer, inbound, receiveQueue != 0);
  keepInTally(peer, localPort, state);
  if (!inbound && !isOwn(peer)) keepOutbound(peer);
  if (state == closeWait) keepCloseWait(peer);
  return true;
}

function isReached(isUdp: bool): bool {
  const port = localPort * 2 + <i32>isUdp;
  const kinds = load<u8>(listened + port);
  if (kinds == 0) return false;
  if ((kinds & anyIpv6) != 0) return true;
  if ((kinds & anyIpv4) != 0 && local2 == mappedMark && local0 == 0 && local1 == 0) return true;
  return (kinds & someAddresses) != 0 && reaches(local0, local1, local2, local3, port) != 0;
}

@inline
function isAny(a: i32, b: i32, c: i32, d: i32): bool {
  return d == 0 && a == 0 && b == 0 && (c == 0 || c == mappedMark);
}
