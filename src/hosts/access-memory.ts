import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessQuestion } from '../actions/reviews.ts';
import type { PanelName } from '../model/panel.ts';
import { isFiltered } from '../sources/access-logs/open-engine.ts';
import { tryLock } from '../system/lock-file.ts';
import { memoryFolder } from './memory-folder.ts';

export interface AccessMemory {
  readonly path: string;
  /** False when another reading holds the memory and did not finish in time: look, but do not write. */
  readonly isOurs: boolean;
  readonly release: () => void;
}

const patienceMs = 15_000;
const lookEveryMs = 100;

/**
 * The memory for a question, held for this reading alone. Whoever asks the same meanwhile waits, and then needs to read
 * only what was added: several viewers share one reading. Null for short windows, which are quicker to read than to
 * remember, and for filtered questions.
 */
export async function holdMemory(
  panel: PanelName,
  root: string,
  question: AccessQuestion,
  shouldStop: () => boolean,
): Promise<AccessMemory | null> {
  const { window, key } = question;
  const isKept = (window === '24h' || window === 'all') && !isFiltered(question) && question.onlyPages !== true;
  const folder = isKept ? memoryFolder(panel, root) : null;
  if (folder === null) return null;
  const path = join(folder, `access-${window}-${key}.memory`);
  for (let waitedMs = 0; waitedMs <= patienceMs && !shouldStop(); waitedMs += lookEveryMs) {
    const lock = tryLock(`${path}.lock`);
    if (lock !== null) return { path, isOurs: true, release: lock.release };
    await sleep(lookEveryMs);
  }
  return { path, isOurs: false, release: () => undefined };
}
