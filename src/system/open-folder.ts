import { closeSync, constants, lstatSync, openSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

/**
 * Opens the folder reached from `top` by these names, each relative to the one above it; none may be a link. `top` itself
 * is opened as it stands. Node has no openat(2); `/proc/self/fd/N/name` is the same thing on Linux. The caller closes it.
 *
 * Problems, about `path`: not-found, permission-denied, is-a-link, not-a-folder, read-failed.
 */
export function openFolderBeneath(top: string, names: readonly string[], path: string): Result<number, Problem> {
  let folder: number | null = null;
  try {
    folder = openSync(top, constants.O_RDONLY | constants.O_DIRECTORY);
    for (const name of names) {
      const step = `/proc/self/fd/${String(folder)}/${name}`;
      // Linux says ENOTDIR for a link too when O_DIRECTORY and O_NOFOLLOW come together.
      if (lstatSync(step).isSymbolicLink()) {
        closeSync(folder);
        return failed({ kind: 'is-a-link', path });
      }
      const next = openSync(step, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
      closeSync(folder);
      folder = next;
    }
    return ok(folder);
  } catch (error) {
    if (folder !== null) closeSync(folder);
    return failed(problemOf(error, path));
  }
}
