import { existsSync, readFileSync } from 'node:fs';
import { errorCode } from './fs-problem.ts';

/** A process that cannot be mistaken for a later one with the same number, where the system tells when it began. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot, field 22 of /proc/PID/stat (proc(5)); empty where there is no such file system, as on Windows. */
  readonly startTicks: string;
}

/**
 * The process with this number, or null when there is none now.
 * @param proc where proc(5) is mounted
 */
export function processIdentity(pid: number, proc = '/proc'): ProcessIdentity | null {
  try {
    const stat = readFileSync(`${proc}/${String(pid)}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may hold anything, blanks and parentheses too.
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return startTicks === undefined ? null : { pid, startTicks };
  } catch {
    return existsSync(`${proc}/self/stat`) || !isAlive(pid) ? null : { pid, startTicks: '' };
  }
}

/** By a signal that does nothing; a process of somebody else lives too. */
function isAlive(pid: number): boolean {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Does exactly this process still run? */
export const isRunning = (identity: ProcessIdentity): boolean => processIdentity(identity.pid)?.startTicks === identity.startTicks;
