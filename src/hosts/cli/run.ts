import type { Problem } from '../../model/problem.ts';
import { problemText } from '../../views/problem-text.ts';
import type { Command, CommandContext } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText } from './json-text.ts';
import type { Terminal } from './terminal.ts';

/** In the order of the help. Each is loaded when it is asked for: start-up counts on a busy server. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['connections', async () => (await import('./connections-command.ts')).connectionsCommand],
  ['pages', async () => (await import('./pages-command.ts')).pagesCommand],
  ['errors', async () => (await import('./errors-command.ts')).errorsCommand],
  ['sources', async () => (await import('./sources-command.ts')).sourcesCommand],
  ['serve', async () => (await import('./serve-command.ts')).serveCommand],
]);

/** Runs one command line (without the program's own name). */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal);
  if (name === 'version' || name === '--version') {
    terminal.write(`active-connections ${VERSION}\n`);
    return exitCodes.answered;
  }
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

function unknownCommand(name: string, terminal: Terminal): ExitCode {
  const expected = [...commands.keys()].join(', ');
  terminal.writeError(`${problemText({ kind: 'bad-input', field: 'the command', got: name, expected: `one of ${expected}` })}\n`);
  terminal.writeError('See: active-connections help\n');
  return exitCodes.badUse;
}

function contextOf(command: Command, terminal: Terminal, machine: CommandContext['machine']): CommandContext {
  const explain = (problem: Problem): void => {
    terminal.writeError(`${problemText(problem)}\n`);
  };
  return {
    terminal,
    machine,
    print: terminal.write,
    json: (value) => {
      terminal.write(jsonText(value));
    },
    answered: () => exitCodes.answered,
    nothingRead: () => exitCodes.nothingRead,
    failed: (problem) => {
      explain(problem);
      return exitCodes.nothingRead;
    },
    badUse: (problem) => {
      explain(problem);
      terminal.writeError(`Usage: active-connections ${command.usage}\nSee: active-connections help ${command.name}\n`);
      return exitCodes.badUse;
    },
  };
}
