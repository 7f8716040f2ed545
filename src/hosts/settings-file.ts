import { join } from 'node:path';
import type { PanelName } from '../model/panel.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { failed, ok } from '../model/result.ts';
import { type Settings, strictSettings, usualSettings } from '../model/settings.ts';
import { readPrivateBytes } from '../system/read-bytes.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { memoryFolder } from './memory-folder.ts';

const limitBytes = 256 * 1024;

export interface ReadSettings {
  readonly value: Settings;
  /** Why they are not what somebody once set; null while all is well. */
  readonly problem: Problem | null;
}

/**
 * The settings of this server: `settings.json` in the state folder, root's alone. As shipped where there is no such file; the
 * strictest where there is one that cannot be read or understood. Problems: those of `readPrivateBytes`, unknown-format.
 */
export async function readSettings(panel: PanelName, root: string): Promise<ReadSettings> {
  const path = settingsPath(panel, root);
  if (path === null) return { value: usualSettings, problem: null };
  const bytes = readPrivateBytes(path, limitBytes);
  if (!bytes.ok && bytes.problem.kind === 'not-found') return { value: usualSettings, problem: null };
  const settings = bytes.ok ? await settingsIn(bytes.value, path) : bytes;
  return settings.ok ? { value: settings.value, problem: null } : { value: strictSettings, problem: settings.problem };
}

/** Puts these settings in place of those before, whole or not at all. Problems: cannot-do without root's folder, write-failed. */
export async function writeSettings(panel: PanelName, root: string, settings: Settings): Promise<Result<null, Problem>> {
  const path = settingsPath(panel, root);
  if (path === null) return failed({ kind: 'cannot-do', where: 'This user', what: 'change settings; that takes root' });
  const { printSettings } = await import('./settings-format.ts');
  return writeAtomically(path, [new TextEncoder().encode(printSettings(settings))]);
}

function settingsPath(panel: PanelName, root: string): string | null {
  const folder = memoryFolder(panel, root);
  return folder === null ? null : join(folder, 'settings.json');
}

/** Loaded where there is a file: most servers have none, and the one who looks waits. */
async function settingsIn(bytes: Uint8Array, path: string): Promise<Result<Settings, Problem>> {
  const { parseSettings } = await import('./settings-format.ts');
  const settings = parseSettings(new TextDecoder().decode(bytes));
  return settings === null ? failed({ kind: 'unknown-format', path, expected: 'settings of this version of the program' }) : ok(settings);
}
