import { exitCodes } from './exit-codes.ts';

/** Where a command writes, and what that place can show. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Columns of the terminal; null when the output goes to a file or a program, which gets every line in full. */
  readonly columns: number | null;
  readonly colours: boolean;
  /** True when a progress line on standard error reaches a person. */
  readonly showsProgress: boolean;
  readonly timeZone: string;
  readonly now: () => number;
}

/**
 * Standard output and standard error of this process. Neither is touched before it is needed: opening the stream costs a
 * tenth of Node's own start.
 */
export function processTerminal(): Terminal {
  const { env } = process;
  let isWatched = false;
  const write = (text: string): void => {
    if (!isWatched) {
      isWatched = true;
      process.stdout.on('error', endUnwritten);
    }
    process.stdout.write(text);
  };
  return {
    write,
    writeError: (text) => process.stderr.write(text),
    get columns() {
      return process.stdout.isTTY ? Math.max(40, process.stdout.columns) : null;
    },
    get colours() {
      return process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
    },
    get showsProgress() {
      return process.stderr.isTTY;
    },
    // Asked for only where times are printed: finding the zone costs as much as half of Node's own start.
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    now: Date.now,
  };
}

/** Ends the process: its answer has nowhere to go. */
export function endUnwritten(error: NodeJS.ErrnoException): never {
  // A reader that has seen enough (`| head`) is no fault of ours.
  if (error.code === 'EPIPE') process.exit(exitCodes.answered);
  process.stderr.write(`The answer could not be written (${error.code ?? error.message}). Is the disk full?\n`);
  process.exit(exitCodes.notWritten);
}

const escape = '\u001b[';
const codes = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 } as const;

/** Wraps text in a colour where the terminal shows colours. */
export const paint = (terminal: Terminal, colour: keyof typeof codes, text: string): string =>
  terminal.colours ? `${escape}${String(codes[colour])}m${text}${escape}0m` : text;
