import { readFileSync } from 'node:fs';
import { processIdentity } from './process-identity.ts';

/** What lies between two starts of this machine. */
export interface MachineRun {
  /** Of no other run. */
  readonly id: string;
  readonly upSeconds: number;
}

/** Clock ticks of a second as proc(5) tells times, on every system that Node runs on. */
const ticksPerSecond = 100;

/**
 * The run of the machine that we are in; null where it cannot be told, as outside of Linux. A container has the boot id of its
 * host and yet loses its rules when it alone is restarted: so the start of the first process belongs to it.
 * @param proc where proc(5) is mounted
 */
export function machineRun(proc = '/proc'): MachineRun | null {
  const first = processIdentity(1, proc);
  if (first === null) return null;
  try {
    const boot = readFileSync(`${proc}/sys/kernel/random/boot_id`, 'latin1').trim();
    const upSeconds = Number(readFileSync(`${proc}/uptime`, 'latin1').split(' ')[0]);
    const startTicks = Number(first.startTicks);
    if (!/^[\da-f-]{36}$/.test(boot) || !Number.isFinite(upSeconds) || !Number.isFinite(startTicks)) return null;
    const sinceStart = upSeconds - startTicks / ticksPerSecond;
    // Less than nothing: lxcfs(1) tells the time of the container already.
    return { id: `${boot} ${first.startTicks}`, upSeconds: sinceStart < 0 ? upSeconds : sinceStart };
  } catch {
    return null;
  }
}
