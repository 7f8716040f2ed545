import { cpus, freemem, hostname, loadavg, totalmem } from 'node:os';
import { readSmallText } from './read-text.ts';

export interface MachineLoad {
  readonly hostName: string;
  readonly cores: number;
  /** Over 1, 5 and 15 minutes. */
  readonly loadAverage: readonly [number, number, number];
  readonly memoryTotalBytes: number;
  /** What programs can still get without swapping: MemAvailable of /proc/meminfo (proc(5)), else what is free. */
  readonly memoryAvailableBytes: number;
}

/** How busy this machine is, now. */
export function machineLoad(): MachineLoad {
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return {
    hostName: hostname(),
    cores: cpus().length,
    loadAverage: [one, five, fifteen],
    memoryTotalBytes: totalmem(),
    memoryAvailableBytes: memoryAvailable() ?? freemem(),
  };
}

function memoryAvailable(): number | undefined {
  const text = readSmallText('/proc/meminfo');
  const match = text.ok ? /^MemAvailable:\s+(\d+) kB$/m.exec(text.value) : null;
  return match?.[1] === undefined ? undefined : Number(match[1]) * 1024;
}
