import type { Problem } from '../../model/problem.ts';
import type { Command, CommandContext } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** In the order of the help. Each is loaded when it is asked for: start-up counts on a busy server. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['review', async () => (await import('./review-command.ts')).reviewCommand],
  ['address', async () => (await import('./address-command.ts')).addressCommand],
  ['report', async () => (await import('./review-command.ts')).reportCommand],
  ['connections', async () => (await import('./connections-command.ts')).connectionsCommand],
  ['pages', async () => (await import('./pages-command.ts')).pagesCommand],
  ['errors', async () => (await import('./errors-command.ts')).errorsCommand],
  ['sources', async () => (await import('./sources-command.ts')).sourcesCommand],
  ['block', async () => (await import('./block-command.ts')).blockCommand],
  ['unblock', async () => (await import('./unblock-command.ts')).unblockCommand],
  ['blocks', async () => (await import('./blocks-command.ts')).blocksCommand],
  ['guard', async () => (await import('./guard-command.ts')).guardCommand],
  ['journal', async () => (await import('./journal-command.ts')).journalCommand],
  ['expire', async () => (await import('./expire-command.ts')).expireCommand],
  ['page', async () => (await import('./page-command.ts')).pageCommand],
  ['update-ranges', async () => (await import('./update-ranges-command.ts')).updateRangesCommand],
  ['serve', async () => (await import('./serve-command.ts')).serveCommand],
  ['prepare', async () => (await import('./prepare-command.ts')).prepareCommand],
]);

/** Runs one command line (without the program's own name). */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal);
  if (name === 'version' || name === '--version') {
    terminal.write(`active-connections ${VERSION}\n`);
    return exitCodes.answered;
  }
  // What the Plesk extension starts; it is for no person's hands, and not in the help.
  if (name === 'plesk') return (await import('../plesk/run-plesk.ts')).runPlesk(rest);
  const load = commands.get(name);
  if (load === undefined) return unknownCommand(name, terminal);
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal);
  const [command, { openMachine }] = await Promise.all([load(), import('../machine.ts')]);
  return command.run(
    rest,
    contextOf(command, terminal, () => openMachine('/')),
  );
}

async function help(name: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const { commandHelp, overallHelp } = await import('./help.ts');
  if (name === undefined) {
    terminal.write(overallHelp(await Promise.all([...commands.values()].map((load) => load()))));
    return exitCodes.answered;
  }
  const load = commands.get(name);
  if (load === undefined) return unknownCommand(name, terminal);
  terminal.write(commandHelp(await load()));
  return exitCodes.answered;
}

async function unknownCommand(name: string, terminal: Terminal): Promise<ExitCode> {
  const expected = [...commands.keys()].join(', ');
  await explain({ kind: 'bad-input', field: 'the command', got: name, expected: `one of ${expected}` }, terminal);
  terminal.writeError('See: active-connections help\n');
  return exitCodes.badUse;
}

/** Puts a problem into words, which are loaded when there is one. */
async function explain(problem: Problem, terminal: Terminal): Promise<void> {
  const { problemText } = await import('../../views/problem-text.ts');
  terminal.writeError(`${problemText(problem)}\n`);
}

function contextOf(command: Command, terminal: Terminal, machine: CommandContext['machine']): CommandContext {
  return {
    terminal,
    machine,
    blocks: () => machine().blocks('on the command line'),
    print: terminal.write,
    json: async (value) => {
      const { jsonText } = await import('./json-text.ts');
      terminal.write(jsonText(value));
    },
    answered: () => exitCodes.answered,
    nothingRead: () => exitCodes.nothingRead,
    failed: async (problem) => {
      await explain(problem, terminal);
      return exitCodes.nothingRead;
    },
    badUse: async (problem) => {
      await explain(problem, terminal);
      terminal.writeError(`Usage: active-connections ${command.usage}\nSee: active-connections help ${command.name}\n`);
      return exitCodes.badUse;
    },
  };
}
