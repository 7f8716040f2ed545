import type { Problem } from '../../model/problem.ts';
import { problemText } from '../../views/problem-text.ts';
import { openMachine } from '../machine.ts';
import type { Command, CommandContext } from './command.ts';
import { connectionsCommand } from './connections-command.ts';
import { errorsCommand } from './errors-command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { commandHelp, overallHelp } from './help.ts';
import { pagesCommand } from './pages-command.ts';
import { serveCommand } from './serve-command.ts';
import { sourcesCommand } from './sources-command.ts';
import type { Terminal } from './terminal.ts';

const commands: readonly Command[] = [connectionsCommand, pagesCommand, errorsCommand, sourcesCommand, serveCommand];

/** Runs one command line (without the program's own name). */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal);
  if (name === 'version' || name === '--version') {
    terminal.write(`active-connections ${VERSION}\n`);
    return exitCodes.answered;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return unknownCommand(name, terminal);
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal);
  return command.run(rest, contextOf(command, terminal));
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  if (name === undefined) {
    terminal.write(overallHelp(commands));
    return exitCodes.answered;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return unknownCommand(name, terminal);
  terminal.write(commandHelp(command));
  return exitCodes.answered;
}

function unknownCommand(name: string, terminal: Terminal): ExitCode {
  const expected = commands.map((command) => command.name).join(', ');
  terminal.writeError(`${problemText({ kind: 'bad-input', field: 'the command', got: name, expected: `one of ${expected}` })}\n`);
  terminal.writeError('See: active-connections help\n');
  return exitCodes.badUse;
}

function contextOf(command: Command, terminal: Terminal): CommandContext {
  const explain = (problem: Problem): void => {
    terminal.writeError(`${problemText(problem)}\n`);
  };
  return {
    terminal,
    machine: () => openMachine('/'),
    print: terminal.write,
    json: (value) => {
      terminal.write(`${JSON.stringify(value, null, 2)}\n`);
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
