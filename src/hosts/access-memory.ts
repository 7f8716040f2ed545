import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessQuestion } from '../actions/reviews.ts';
import type { PanelName } from '../model/panel.ts';
import { isFiltered } from '../sources/access-logs/open-engine.ts';
import { tryLock } from '../system/lock-file.ts';
import { ownFolder } from '../system/state-folder.ts';

/**
 * Where a server keeps what it remembers, by panel. Only root's: other users see other logs, and for them reading anew is
 * cheap enough.
 */
const stateFolders: Readonly<Record<PanelName, string>> = {
  cpanel: '/var/cpanel/active_connections',
  // Not the extension's own folder: that is the panel's, and what is in here is root's alone.
  plesk: '/var/lib/active-connections',
  standalone: '/var/lib/active-connections',
};

/** The folder, made where it is missing; null when this user has none or it cannot be trusted: then nothing is remembered. */
export function memoryFolder(panel: PanelName, root = '/'): string | null {
  if (process.geteuid?.() !== 0) return null;
  const folder = ownFolder(join(root, stateFolders[panel]));
  return folder.ok ? folder.value : null;
}

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
