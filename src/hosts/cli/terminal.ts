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

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    write: (text) => stdout.write(text),
    writeError: (text) => stderr.write(text),
    columns: stdout.isTTY ? Math.max(40, stdout.columns) : null,
    colours: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    showsProgress: stderr.isTTY,
    // Asked for only where times are printed: finding the zone costs as much as half of Node's own start.
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    now: Date.now,
  };
}

const escape = '\u001b[';
const codes = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 } as const;

/** Wraps text in a colour where the terminal shows colours. */
export const paint = (terminal: Terminal, colour: keyof typeof codes, text: string): string =>
  terminal.colours ? `${escape}${String(codes[colour])}m${text}${escape}0m` : text;
