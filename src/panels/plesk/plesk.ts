import { join } from 'node:path';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { Panel } from '../panel.ts';
import { findPleskLogs } from './find-logs.ts';
import { findOwnPleskLogs } from './own-logs.ts';

/** The panel when this server runs Plesk for Linux; null when it does not. (`/opt/psa` on Debian's family is the same place.) */
export function openPlesk(root: string): Panel | null {
  const productRoot = ['/usr/local/psa', '/opt/psa'].map((path) => join(root, path)).find((path) => lookAt(path, 'follow-links').ok);
  if (productRoot === undefined) return null;
  const version = readSmallText(join(productRoot, 'version'));
  return {
    name: 'plesk',
    version: version.ok ? version.value.trim().slice(0, 60) : null,
    findLogs: () => findPleskLogs(root),
    findOwnLogs: (estate) => findOwnPleskLogs(root, estate),
    nameSite: (host) => host,
  };
}
