import type { Problem } from '../model/problem.ts';

/** Turns a failed file-system call into a Problem, where it happens. Anything that is no system error is a bug and thrown on. */
export function problemOf(error: unknown, path: string): Problem {
  const code = errorCode(error);
  switch (code) {
    case undefined:
      throw error;
    case 'ENOENT':
      return { kind: 'not-found', path };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'permission-denied', path };
    case 'ELOOP':
      return { kind: 'is-a-link', path };
    case 'ENOTDIR':
      return { kind: 'not-a-folder', path };
    case 'EISDIR':
    // A socket, or a device that is not there.
    case 'ENXIO':
      return { kind: 'not-a-regular-file', path };
    default:
      return { kind: 'read-failed', path, code };
  }
}

/** The `code` of a Node system error (`ENOENT`), or undefined when it is something else. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
