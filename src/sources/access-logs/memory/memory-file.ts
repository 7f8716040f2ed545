import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import { readBytes } from '../../../system/read-bytes.ts';
import { writeAtomically } from '../../../system/write-atomically.ts';

/**
 * What is remembered of a reading of access logs, on disk:
 *
 *     "ACMEM" + version byte · length of the header (u32, little-endian) · header (JSON) · snapshot of the engine · CRC-32 of all before (u32)
 *
 * The snapshot is the engine's own (`scan/kernel/assembly/snapshot-piece.ts`), checked by it when it is taken in.
 */
const magic = new TextEncoder().encode('ACMEM\u0001');
const numberBytes = 4;
const mostBytes = 256 * 1024 * 1024;

const cursorShape = z.object({
  identity: z.string(),
  offset: z.nullable(z.number()),
  fingerprint: z.string(),
  lines: z.number(),
  skipped: z.number(),
  understood: z.number(),
  bytes: z.number(),
  bytesBefore: z.number(),
});

const headerShape = z.object({
  /** What was counted, in the words of `questionName`: a memory of another question is of no use. */
  question: z.string(),
  /** Seconds since 1970. */
  takenEpoch: z.number(),
  cursors: z.array(cursorShape),
});

export type MemoryHeader = z.infer<typeof headerShape>;

export interface Memory {
  readonly header: MemoryHeader;
  readonly snapshot: Uint8Array;
}

/** Why a memory is not used. It is then made anew; nothing is lost but time. */
export type Forgotten = 'none' | 'damaged' | 'other-question' | 'log-gone' | 'log-changed';

/** Reads a memory; `none` when there is no file, `damaged` when it is not whole, not ours or of another version. */
export function readMemory(path: string): Result<Memory, Forgotten> {
  const read = readBytes(path, mostBytes);
  if (!read.ok) return failed(read.problem.kind === 'not-found' ? 'none' : 'damaged');
  const bytes = read.value;
  const bodyEnd = bytes.length - numberBytes;
  const headerAt = magic.length + numberBytes;
  if (bodyEnd < headerAt || !magic.every((byte, at) => bytes[at] === byte)) return failed('damaged');
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (crc32(bytes.subarray(0, bodyEnd)) !== numbers.getUint32(bodyEnd, true)) return failed('damaged');
  const headerEnd = headerAt + numbers.getUint32(magic.length, true);
  if (headerEnd > bodyEnd) return failed('damaged');
  const header = parseHeader(bytes.subarray(headerAt, headerEnd));
  return header === undefined ? failed('damaged') : ok({ header, snapshot: bytes.subarray(headerEnd, bodyEnd) });
}

function parseHeader(bytes: Uint8Array): MemoryHeader | undefined {
  try {
    return headerShape.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

/** Replaces a memory as a whole. Problems: write-failed; the old one then stands. */
export function writeMemory(path: string, { header, snapshot }: Memory): Result<null, Problem> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const front = new Uint8Array(magic.length + numberBytes);
  front.set(magic);
  new DataView(front.buffer).setUint32(magic.length, json.length, true);
  const body = [front, json, snapshot];
  const check = new Uint8Array(numberBytes);
  new DataView(check.buffer).setUint32(
    0,
    body.reduce((sum, piece) => crc32(piece, sum), 0),
    true,
  );
  return writeAtomically(path, [...body, check]);
}
