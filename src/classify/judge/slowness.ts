import type { MachineFacts } from '../../model/sources-report.ts';
import type { Finding } from '../../model/verdict-report.ts';
import { fullIds } from '../rules/server/errors.ts';
import type { Scene } from '../rules/scene.ts';

/** Whether the server is slow now, and how we know. Logs given by hand say nothing of that. */
export interface Slowness {
  readonly slow: 'yes' | 'no' | 'unknown';
  /** ` (load 12.0 on 4 cores)`; empty when the load is not known. */
  readonly load: string;
  /** True when the load itself is high; something may be full without. */
  readonly highLoad: boolean;
}

export function slownessOf({ machine, nowEpoch }: Scene, findings: readonly Finding[]): Slowness {
  const full = nowEpoch !== null && findings.some(({ rule, severity }) => fullIds.includes(rule) && severity === 'alarm');
  if (machine === null) return { slow: full ? 'yes' : 'unknown', load: '', highLoad: false };
  const highLoad = machine.loadAverage[0] >= Math.max(1, machine.cores);
  return { slow: highLoad || full ? 'yes' : 'no', load: ` (${loadText(machine)})`, highLoad };
}

const loadText = ({ loadAverage, cores }: Pick<MachineFacts, 'cores' | 'loadAverage'>): string =>
  `load ${loadAverage[0].toFixed(1)} on ${cores} ${cores === 1 ? 'core' : 'cores'}`;
