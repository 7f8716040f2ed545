import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { errorCode } from '../../system/fs-problem.ts';
import type { RunningServer } from '../server/serve.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Command, CommandContext } from './command.ts';
import { readOptions } from './options.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'the pages in a browser on this machine, at 127.0.0.1',
  usage: 'serve [--port N]',
  details: [
    'Prints a link that opens the pages once; press Enter for another one, Ctrl-C to stop. The pages answer only on',
    '127.0.0.1 and only to the browser that used the link. From your own computer, forward the port first:',
    '',
    '  ssh -L PORT:127.0.0.1:PORT root@server',
    '',
    '  --port  the port to use; a free one unless given',
  ],
  run: async (words, context) => {
    const options = readOptions(words, { port: { type: 'string' } });
    if (!options.ok) return context.badUse(options.problem);
    const extra = options.value.words[0];
    if (extra !== undefined) return context.badUse({ kind: 'bad-input', field: 'serve', got: extra, expected: 'no further words' });
    const port = options.value.text('port') ?? '0';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      return context.badUse({ kind: 'bad-input', field: '--port', got: port, expected: 'a port number from 1 to 65535' });
    }
    return serveUntilStopped(Number(port), context);
  },
};

async function serveUntilStopped(port: number, context: CommandContext): Promise<ExitCode> {
  const server = await startServer(port, context);
  if (!server.ok) return context.failed(server.problem);
  const printLink = (): void => {
    context.print(`${server.value.newLink()}\n`);
  };
  context.print('Active Connections is open at this link, once:\n\n');
  printLink();
  context.print('\nEnter: another link. Ctrl-C: stop.\n');
  const { createInterface } = await import('node:readline');
  const input = createInterface({ input: process.stdin });
  input.on('line', printLink);
  await new Promise<void>((stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        stopped();
      });
  });
  input.close();
  process.stdin.destroy();
  await server.value.close();
  return context.answered();
}

async function startServer(port: number, context: CommandContext): Promise<Result<RunningServer, Problem>> {
  const { terminal } = context;
  try {
    // Loaded here: the other commands do without the web server.
    const [{ serve }, { localOperator }] = await Promise.all([import('../server/serve.ts'), import('../local-operator.ts')]);
    const log = (line: string): void => {
      terminal.writeError(`${line}\n`);
    };
    const machine = context.machine();
    return ok(
      await serve({
        port,
        reviews: machine.reviews,
        blocks: machine.blocks('in the browser'),
        settings: machine.settings,
        operator: localOperator(),
        settle: machine.settle,
        log,
        now: terminal.now,
      }),
    );
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const expected = code === 'EADDRINUSE' ? 'a port that no other program uses' : 'a port this user may open, from 1024';
    return failed({ kind: 'bad-input', field: '--port', got: String(port), expected });
  }
}
