import { join } from 'node:path';
import { type SettingsKeeper, shippedLimits } from '../actions/settings-keeper.ts';
import type { PanelName } from '../model/panel.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { resellersLetIn } from '../panels/cpanel/who-asks.ts';
import { readBytes } from '../system/read-bytes.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { memoryFolder } from './memory-folder.ts';
import { readSettings, writeSettings } from './settings-file.ts';

/** A list of this size is still comfortable in a form, and fits what a form may send even if every byte is written as three. */
export const longestAllowList = 16 * 1024;

/** The settings of this server, and the allow list that the guard reads (`block/facts/own-allow-list.ts`), both root's alone. */
export function settingsKeeper(panel: PanelName, root: string): SettingsKeeper {
  return {
    read: async () => {
      const settings = await readSettings(panel, root);
      const allowed = readAllowList(panel, root);
      return {
        settings: settings.value,
        limits: shippedLimits,
        resellers: panel === 'cpanel' ? resellersLetIn(root) : null,
        allowList: allowed.ok ? allowed.value : null,
        problems: [...(settings.problem === null ? [] : [settings.problem]), ...(allowed.ok ? [] : [allowed.problem])],
      };
    },
    // The list first: where only one of the two gets there, it is the one that protects.
    write: async ({ settings, allowList }) => {
      const listed = allowList === null ? ok(null) : writeAllowList(panel, root, allowList);
      return listed.ok ? writeSettings(panel, root, settings) : listed;
    },
  };
}

function allowListPath(panel: PanelName, root: string): string | null {
  const folder = memoryFolder(panel, root);
  return folder === null ? null : join(folder, 'allow-list');
}

function readAllowList(panel: PanelName, root: string): Result<string, Problem> {
  const path = allowListPath(panel, root);
  if (path === null) return ok('');
  const bytes = readBytes(path, longestAllowList);
  if (bytes.ok) return ok(new TextDecoder().decode(bytes.value));
  return bytes.problem.kind === 'not-found' ? ok('') : bytes;
}

function writeAllowList(panel: PanelName, root: string, text: string): Result<null, Problem> {
  const path = allowListPath(panel, root);
  if (path === null) return failed({ kind: 'cannot-do', where: 'This user', what: 'change settings; that takes root' });
  return writeAtomically(path, [new TextEncoder().encode(text)], 'lasting');
}
