import { closeSync, constants, fsyncSync, openSync } from 'node:fs';

/** Makes the names in a folder as lasting as the files they stand for: a new file, or one renamed over another. Throws as `fs` does. */
export function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
