import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import { type HeldLock, tryLock } from '../../../system/lock-file.ts';
import { readPrivateBytes } from '../../../system/read-bytes.ts';
import { ownFolder } from '../../../system/state-folder.ts';
import { writeAtomically } from '../../../system/write-atomically.ts';

/**
 * What is kept of a reading: `order`, written by whoever ordered it; `question` and `heard`, by whoever asks how far it is; `told`
 * and `page`, by the process that reads; `stop`, by whoever wants it ended. So nobody ever writes what another one does.
 */
export type ReadingFile = 'order' | 'question' | 'heard' | 'told' | 'page' | 'stop';

/** The files of readings, `<key>.<what>` in a folder of ours alone. Keys were checked by whoever passes them. */
export interface ReadingFiles {
  put(key: string, what: ReadingFile, text: string): Result<null, Problem>;
  /** Null when it is not there, too large, not ours alone, or not of that shape. */
  get<Shape extends z.ZodMiniType>(key: string, what: ReadingFile, shape: Shape): z.output<Shape> | null;
  text(key: string, what: ReadingFile): string | null;
  has(key: string, what: ReadingFile): boolean;
  /** Seconds since 1970 when it was written; null when it is not there. */
  writtenEpoch(key: string, what: ReadingFile): number | null;
  /** A lock of that name; null while another process holds it. */
  lock(name: string): HeldLock | null;
  keys(): readonly string[];
  drop(key: string, what: ReadingFile): void;
  remove(key: string): void;
}

/** Our answer to the panel has to stay below 4 MB. */
export const largestPage = 3_900_000;
const largest: Readonly<Record<ReadingFile, number>> = {
  order: 20_000,
  question: 33 * 1024 * 1024,
  heard: 0,
  told: 20_000,
  page: largestPage,
  stop: 0,
};

const keyShape = /^[\da-f]{32}$/;
export const isReadingKey = (text: string): boolean => keyShape.test(text);

/** Problems: those of `ownFolder`. */
export function readingFiles(path: string): Result<ReadingFiles, Problem> {
  const folder = ownFolder(path);
  if (!folder.ok) return folder;
  const at = (key: string, what: string): string => join(folder.value, `${key}.${what}`);
  const statsOf = (key: string, what: ReadingFile): { readonly mtimeMs: number } | undefined =>
    statSync(at(key, what), { throwIfNoEntry: false });
  const text = (key: string, what: ReadingFile): string | null => {
    const read = readPrivateBytes(at(key, what), largest[what]);
    return read.ok ? Buffer.from(read.value).toString('utf8') : null;
  };
  return ok({
    put: (key, what, written) => {
      const bytes = Buffer.from(written, 'utf8');
      const sizeBytes = bytes.length;
      if (sizeBytes > largest[what]) return failed({ kind: 'too-large', path: at(key, what), sizeBytes, limitBytes: largest[what] });
      return writeAtomically(at(key, what), [bytes]);
    },
    get: (key, what, shape) => {
      const parsed = shape.safeParse(jsonOf(text(key, what)));
      return parsed.success ? parsed.data : null;
    },
    text,
    has: (key, what) => statsOf(key, what) !== undefined,
    writtenEpoch: (key, what) => {
      const stats = statsOf(key, what);
      return stats === undefined ? null : stats.mtimeMs / 1000;
    },
    lock: (name) => tryLock(join(folder.value, `${name}.lock`)),
    keys: () => [...new Set(readdirSync(folder.value).map((name) => name.split('.', 1)[0] ?? ''))].filter(isReadingKey),
    drop: (key, what) => {
      rmSync(at(key, what), { force: true });
    },
    remove: (key) => {
      for (const name of readdirSync(folder.value)) if (name.startsWith(`${key}.`)) rmSync(join(folder.value, name), { force: true });
    },
  });
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
