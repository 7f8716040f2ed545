import { failed, ok, type Result } from '../../model/result.ts';
import { exchangeBytes, type KernelExports } from './kernel-exports.ts';

/** Why a snapshot cannot be taken in: damaged, of another version of the format, or the answer to another question. */
export type SnapshotProblem = 'broken' | 'foreign' | 'other-question';

/** What `readSnapshot` answers: see `assembly/snapshot-read.ts`. */
const outcomes = ['read', 'broken', 'foreign', 'other-question', 'last'] as const;

/** All that was counted, as bytes. The format stands in `assembly/snapshot-piece.ts`. */
export function writeSnapshot(kernel: KernelExports): Uint8Array {
  const pieces: Uint8Array[] = [];
  kernel.beginSnapshot();
  for (let length = kernel.writeSnapshot(); length > 0; length = kernel.writeSnapshot()) {
    pieces.push(new Uint8Array(kernel.memory.buffer, kernel.exchangeAt(), length).slice());
  }
  const snapshot = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    snapshot.set(piece, at);
    at += piece.length;
  }
  return snapshot;
}

/** Adds a snapshot to what is counted. It is checked to its end first: where there is a problem, nothing was added. */
export function mergeSnapshot(kernel: KernelExports, snapshot: Uint8Array): Result<null, SnapshotProblem> {
  const checked = readPieces(kernel, snapshot, false);
  return checked.ok ? addSnapshot(kernel, snapshot) : checked;
}

/** The same in one go: where there is a problem, a part of it may have been added, and all counts are worth nothing. */
export const addSnapshot = (kernel: KernelExports, snapshot: Uint8Array): Result<null, SnapshotProblem> =>
  readPieces(kernel, snapshot, true);

function readPieces(kernel: KernelExports, snapshot: Uint8Array, really: boolean): Result<null, SnapshotProblem> {
  const exchange = new Uint8Array(kernel.memory.buffer, kernel.exchangeAt(), exchangeBytes);
  const sizes = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  kernel.beginReading(really ? 1 : 0);
  for (let at = 0; at + 4 <= snapshot.length; ) {
    const length = sizes.getUint32(at, true);
    if (length === 0 || length > exchangeBytes || at + length > snapshot.length) return failed('broken');
    exchange.set(snapshot.subarray(at, at + length));
    at += length;
    const outcome = outcomes[kernel.readSnapshot(length)] ?? 'broken';
    if (outcome === 'last') return at === snapshot.length ? ok(null) : failed('broken');
    if (outcome !== 'read') return failed(outcome);
  }
  return failed('broken');
}
