import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

const pieceBytes = 256 * 1024;

/**
 * The bytes of something whose size the file system does not tell before it is read: a file of /proc, a pipe handed
 * over by the shell (`<(netstat -ntu)`), or an ordinary file the operator named.
 * Problems: not-found, permission-denied, not-a-regular-file (a folder), too-large (`sizeBytes` is what was read until
 * then), read-failed.
 */
export function readUnsized(path: string, limitBytes: number): Result<Uint8Array, Problem> {
  let bytes = new Uint8Array(pieceBytes);
  let length = 0;
  const read = readPieces(path, (piece) => {
    while (length + piece.length > bytes.length) bytes = doubled(bytes);
    bytes.set(piece, length);
    length += piece.length;
    return length <= limitBytes;
  });
  if (!read.ok) return read;
  return length > limitBytes ? failed({ kind: 'too-large', path, sizeBytes: length, limitBytes }) : ok(bytes.subarray(0, length));
}

/**
 * Hands over the same piece by piece, always in the same buffer, without keeping any; stops early when `onPiece` returns
 * false. Problems: not-found, permission-denied, not-a-regular-file (a folder), read-failed.
 */
export function readPieces(path: string, onPiece: (piece: Uint8Array) => boolean): Result<void, Problem> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    const buffer = new Uint8Array(pieceBytes);
    let held = 0;
    // /proc gives a page at a time, whatever is asked for. The first is handed over at once, for whoever wants no more.
    let wanted = 1;
    for (;;) {
      const read = readSync(fd, buffer, held, pieceBytes - held, null);
      held += read;
      if (read > 0 && held < wanted) continue;
      if (held > 0 && !onPiece(buffer.subarray(0, held))) return ok(undefined);
      if (read === 0) return ok(undefined);
      held = 0;
      wanted = pieceBytes / 2;
    }
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(fd);
  }
}

function doubled(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
