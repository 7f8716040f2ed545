import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot, field 22 of /proc/PID/stat (proc(5)). */
  readonly startTicks: string;
}

/** The process with this number, or null when there is none now. */
export function processIdentity(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may hold anything, blanks and parentheses too.
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return startTicks === undefined ? null : { pid, startTicks };
  } catch {
    return null;
  }
}

/** Does exactly this process still run? */
export const isRunning = (identity: ProcessIdentity): boolean => processIdentity(identity.pid)?.startTicks === identity.startTicks;
