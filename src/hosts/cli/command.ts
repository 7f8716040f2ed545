import type { Blocks } from '../../actions/blocks.ts';
import type { Problem } from '../../model/problem.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Machine } from '../machine.ts';
import type { Terminal } from './terminal.ts';

/** What a command may use. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** This server: its panel, logs and sockets. Looked for only when asked. */
  machine(): Machine;
  blocks(): Blocks;
  print(text: string): void;
  json(value: unknown): Promise<void>;
  answered(): ExitCode;
  /** Nothing could be read; what was printed says why. */
  nothingRead(): ExitCode;
  /** Prints why there is no answer. */
  failed(problem: Problem): Promise<ExitCode>;
  /** Prints what is wrong and how the command is used. */
  badUse(problem: Problem): Promise<ExitCode>;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly details: readonly string[];
  readonly run: (words: readonly string[], context: CommandContext) => Promise<ExitCode>;
}
