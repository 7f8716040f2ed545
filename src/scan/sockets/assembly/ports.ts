/** What every local port carries, as `PortCounts` has it. */
import { reserve } from './memory';

const ports: usize = 65536;

export const all: usize = reserve(ports * 4);
export const inbounds: usize = reserve(ports * 4);
export const halfOpens: usize = reserve(ports * 4);
export const unreadBytes: usize = reserve(ports * 8);
export const used: usize = reserve(ports * 2);
export let usedCount: u32 = 0;

@inline
export function countPort(port: u32, inbound: bool, halfOpen: bool, unread: u32): void {
  const before = load<u32>(all + (<usize>port << 2));
  if (before == 0) store<u16>(used + (<usize>(usedCount++) << 1), <u16>port);
  store<u32>(all + (<usize>port << 2), before + 1);
  if (inbound) addOne(inbounds + (<usize>port << 2));
  if (halfOpen) addOne(halfOpens + (<usize>port << 2));
  const at = unreadBytes + (<usize>port << 3);
  if (unread != 0) store<f64>(at, load<f64>(at) + <f64>unread);
}

@inline
function addOne(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}
