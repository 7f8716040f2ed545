import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const wrapper = 'usr/local/psa/admin/sbin/modules/active-connections/active-connections';
const lastLine = /^ {2}timeout (.*) "\$node" ("\S+") plesk$/m;

export interface BackendPlace {
  /** Words that run a program in a network of its own, so that a block of the administrator is none on this machine. */
  readonly inNetwork?: readonly string[];
  /** How far the backend's clock goes ahead. */
  readonly aheadSeconds?: number;
  /** How long a page may read; 0 for nothing at all. */
  readonly pageMs?: number;
}

/**
 * Has the installed wrapper start the real backend for the stand-in's file tree, and not for this machine's: the one thing of the
 * extension that is changed. Once more with other words changes them.
 */
export function placeBackend(root: string, { inNetwork = [], aheadSeconds = 0, pageMs }: BackendPlace = {}): void {
  const path = join(root, wrapper);
  const kept = join(root, 'wrapper-as-installed');
  const text = readKept(kept) ?? readFileSync(path, 'utf8');
  if (!lastLine.test(text)) throw new Error('the wrapper starts the backend in another way than the stand-in knows');
  writeFileSync(kept, text);
  const clock = join(root, 'clock-ahead.cjs');
  writeFileSync(clock, `const now = Date.now;\nDate.now = () => now() + ${String(aheadSeconds * 1000)};\n`);
  const placed = `  ${inNetwork.join(' ')} timeout $1 "$node" --require ${clock} $2 plesk --root ${root}${pageMs === undefined ? '' : ` --page-ms ${String(pageMs)}`}`;
  writeFileSync(path, text.replace(lastLine, placed), { mode: 0o755 });
}

function readKept(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
