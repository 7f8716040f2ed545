import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';
import type { OpenFile } from './open-file.ts';

/** True when the file begins as RFC 1952 says gzip files begin; its name is not asked. */
export function isGzip(file: OpenFile): boolean {
  const head = new Uint8Array(2);
  return file.read(head, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Hands over the decompressed bytes piece by piece; never holds more than a piece. Files joined from several gzip parts
 * are read to their end. Problems: damaged-archive (what came before the damage has been handed over), read-failed.
 */
export async function gunzip(
  file: OpenFile,
  onPiece: (piece: Uint8Array) => void,
  shouldStop: () => boolean,
): Promise<Result<null, Problem>> {
  // Few logs are packed.
  const [{ Readable }, { createGunzip }] = await Promise.all([import('node:stream'), import('node:zlib')]);
  // Not a file stream: that one closes a descriptor it was only lent.
  const compressed = Readable.from(pieces(file));
  const plain = createGunzip();
  const stopReading = (): void => {
    compressed.destroy();
    plain.destroy();
  };
  compressed.on('error', (error) => plain.destroy(error));
  compressed.pipe(plain);
  try {
    for await (const piece of plain) {
      onPiece(piece as Buffer);
      if (shouldStop()) break;
    }
    return ok(null);
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    const kind = code.startsWith('Z_') || code.startsWith('ERR_') ? 'damaged-archive' : 'read-failed';
    return failed({ kind, path: file.path, code });
  } finally {
    stopReading();
  }
}

const pieceBytes = 64 * 1024;

function* pieces(file: OpenFile): Generator<Uint8Array> {
  for (let position = 0; ; ) {
    const piece = new Uint8Array(pieceBytes);
    const got = file.read(piece, position);
    if (got === 0) return;
    position += got;
    yield piece.subarray(0, got);
  }
}
