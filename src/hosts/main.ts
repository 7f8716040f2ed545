import { isMainThread } from 'node:worker_threads';
import { printable } from '../views/printable.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

const { stdout, stderr } = process;

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) is no fault of ours.
  if (error.code === 'EPIPE') process.exit(exitCodes.answered);
  stderr.write(`The answer could not be written (${error.code ?? error.message}). Is the disk full?\n`);
  process.exit(exitCodes.notWritten);
});
// Nobody is left to be told.
stderr.on('error', () => undefined);

if (isMainThread) {
  runCommandLine(process.argv.slice(2), processTerminal()).then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (fault: unknown) => {
      stderr.write(`A fault of the program, please report it:\n${faultText(fault)}\n`);
      process.exitCode = exitCodes.fault;
    },
  );
} else void import('./scan-thread.ts').then(({ runScanThread }) => runScanThread());

/** Where it happened, safe to print: a message may quote the name of a file, and whoever made that file chose it. */
function faultText(fault: unknown): string {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  return text.split('\n').map(printable).join('\n');
}
