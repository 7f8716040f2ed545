import { join } from 'node:path';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { Panel } from '../panel.ts';
import { doubledLogs } from './doubled-logs.ts';
import { findPleskLogs, type FindDoubled } from './find-logs.ts';
import { findOwnPleskLogs } from './own-logs.ts';

/** The panel when this server runs Plesk for Linux; null when it does not. (`/opt/psa` on Debian's family is the same place.) */
export function openPlesk(root: string): Panel | null {
  const productRoot = ['/usr/local/psa', '/opt/psa'].map((path) => join(root, path)).find((path) => lookAt(path, 'follow-links').ok);
  if (productRoot === undefined) return null;
  const version = readSmallText(join(productRoot, 'version'));
  const doubled = rememberDoubled(performance.now.bind(performance));
  return {
    name: 'plesk',
    version: version.ok ? version.value.trim().slice(0, 60) : null,
    findLogs: () => findPleskLogs(root, doubled),
    findOwnLogs: (estate) => findOwnPleskLogs(root, estate, doubled),
    nameSite: (host) => host,
  };
}

const keptMs = 60_000;

/** Logs are looked for several times for one page, and seldom begin to be doubled. */
function rememberDoubled(nowMs: () => number): FindDoubled {
  const known = new Map<string, { readonly atMs: number; readonly found: ReturnType<FindDoubled> }>();
  return (folder, trust) => {
    const before = known.get(folder);
    if (before !== undefined && nowMs() - before.atMs < keptMs) return before.found;
    const found = doubledLogs(folder, trust);
    known.set(folder, { atMs: nowMs(), found });
    return found;
  };
}
