import base64 from 'virtual:socket-kernel';
import { whereItRuns } from '../kernel/can-run.ts';

interface Place {
  readonly value: number;
}

/** What `assembly/index.ts` exports. Places are in bytes from the beginning of the memory, sizes are numbers of things. */
export interface SocketKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepare(seed: number): void;
  addOwn(a: number, b: number, c: number, d: number): number;
  beginTable(udp: number, addresses: number): void;
  count(length: number): number;
  setRow(...words: readonly number[]): void;
  countOther(state: number, queue: number, uid: number, inode: number): number;
  bind(): number;
  readonly input: Place;
  readonly listened: Place;
  readonly states: Place;
  readonly inboundCount: Place;
  readonly entries: Place;
  readonly slots: Place;
  readonly capacity: Place;
  readonly size: Place;
  readonly all: Place;
  readonly inbounds: Place;
  readonly halfOpens: Place;
  readonly unreadBytes: Place;
  readonly used: Place;
  readonly usedCount: Place;
  readonly tally: Place;
  readonly tallySize: Place;
  readonly outbound: Place;
  readonly outboundSize: Place;
  readonly closeWait: Place;
  readonly closeWaitSize: Place;
}

/** Whom the kernel asks. */
export interface SocketDriver {
  /** Takes the bytes of a line, its line feed included, that is no plain connection; gives 0 to stop. */
  readonly other: (from: number, to: number) => number;
  /** Gives 1 when this address is listened on at this port (see `ListenerBook`), else 0. */
  readonly reaches: (a: number, b: number, c: number, d: number, portKey: number) => number;
}

/** Room for incoming bytes. */
export const inputBytes = 256 * 1024;

let compiled: WebAssembly.Module | null = null;

/** A kernel of its own, with all the memory it will ever use; null where this machine cannot run it. */
export const startSocketKernel = (driver: SocketDriver): SocketKernel | null =>
  whereItRuns(() => {
    compiled ??= new WebAssembly.Module(Buffer.from(base64, 'base64'));
    return new WebAssembly.Instance(compiled, { driver: { ...driver } }).exports as SocketKernel;
  });
