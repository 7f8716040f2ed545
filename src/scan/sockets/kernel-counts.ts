import type { CountedRows } from './counted-rows.ts';
import type { SocketKernel } from './socket-kernel.ts';
import { stateByNumber } from './state-names.ts';

const ports = 65_536;
const tallyRows = 262_144;
const ownedRows = 131_072;

/** What a kernel has counted, in its own memory; `limit` is the most addresses there may be until the next table. */
export function countedIn(kernel: SocketKernel, limit: number): CountedRows {
  const { buffer } = kernel.memory;
  const uint32 = (at: number, length: number): Uint32Array<ArrayBuffer> => new Uint32Array(buffer, at, length);
  const int32 = (at: number, length: number): Int32Array<ArrayBuffer> => new Int32Array(buffer, at, length);
  const float64 = (at: number, length: number): Float64Array<ArrayBuffer> => new Float64Array(buffer, at, length);
  const capacity = kernel.capacity.value;
  return {
    inbound: kernel.inboundCount.value,
    states: float64(kernel.states.value, stateByNumber.length),
    peers: {
      size: kernel.size.value,
      limit,
      slots: int32(kernel.slots.value, capacity * 4),
      entries: int32(kernel.entries.value, capacity * 8),
    },
    ports: {
      all: uint32(kernel.all.value, ports),
      inbound: uint32(kernel.inbounds.value, ports),
      halfOpen: uint32(kernel.halfOpens.value, ports),
      unreadBytes: float64(kernel.unreadBytes.value, ports),
      used: new Uint16Array(buffer, kernel.used.value, ports),
      usedCount: kernel.usedCount.value,
    },
    tally: { numbers: int32(kernel.tally.value, tallyRows * 2), size: kernel.tallySize.value },
    outbound: { numbers: float64(kernel.outbound.value, ownedRows * 4), size: kernel.outboundSize.value },
    closeWait: { numbers: float64(kernel.closeWait.value, ownedRows * 4), size: kernel.closeWaitSize.value },
  };
}
