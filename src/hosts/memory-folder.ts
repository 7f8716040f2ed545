import { join } from 'node:path';
import type { PanelName } from '../model/panel.ts';
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
