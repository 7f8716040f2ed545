import { accountChildVariable } from '../system/account-child-variable.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';
import { threadWord } from './thread-word.ts';

const [, , ...words] = process.argv;

if (process.env[accountChildVariable] === '1') {
  void import('./account-child.ts').then(({ runAccountChild }) => {
    runAccountChild();
  });
} else if (words[0] === threadWord) void import('./scan-thread.ts').then(({ runScanThread }) => runScanThread());
else if (words[0] === 'whm-cgi') void import('./whm-cgi/run-whm-cgi.ts').then(({ runWhmCgi }) => runWhmCgi(words.slice(1), process.env));
else {
  void runCommandLine(words, processTerminal()).then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    async (fault: unknown) => {
      process.exitCode = exitCodes.fault;
      process.stderr.write(`A fault of the program, please report it:\n${await faultText(fault)}\n`);
    },
  );
}

/** Where it happened, safe to print: a message may quote the name of a file, and whoever made that file chose it. */
async function faultText(fault: unknown): Promise<string> {
  const { printable } = await import('../views/printable.ts');
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  return text.split('\n').map(printable).join('\n');
}
