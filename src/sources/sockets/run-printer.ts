import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import type { SocketMachine } from './socket-machine.ts';

/** Programs that print socket tables, each where the distributions put it, the merged /usr of all current ones first. */
const places = {
  ss: ['/usr/bin/ss', '/usr/sbin/ss'],
  netstat: ['/usr/bin/netstat', '/bin/netstat'],
} as const;

export type Printer = keyof typeof places;

interface PrintLimits {
  readonly timeoutMs: number;
  readonly outputLimitBytes: number;
}

/**
 * What a printer prints. Problems: those of running a program; program-missing names the last place looked at.
 */
export async function runPrinter(
  machine: SocketMachine,
  printer: Printer,
  option: string,
  limits: PrintLimits,
): Promise<Result<Uint8Array, Problem>> {
  const [first, second] = places[printer];
  const printed = await machine.run({ program: first, arguments: [option], ...limits });
  if (printed.ok || printed.problem.kind !== 'program-missing') return printed;
  return machine.run({ program: second, arguments: [option], ...limits });
}
