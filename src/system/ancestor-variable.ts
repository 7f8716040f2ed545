import { readFileSync } from 'node:fs';

/** A shell in a shell in a terminal program: more is a loop. */
const mostAncestors = 32;

/**
 * A variable of the environment that an ancestor of a process was started with, the nearest that has it: `sudo` and `su -` take it
 * away from their children. Undefined where none has it, or where they may not be read (proc(5)).
 */
export function ancestorVariable(name: string, pid: number, proc = '/proc'): string | undefined {
  for (let at = pid, steps = 0; at > 1 && steps < mostAncestors; at = parentOf(at, proc), steps++) {
    const found = textOf(`${proc}/${String(at)}/environ`)
      .split('\0')
      .find((entry) => entry.startsWith(`${name}=`));
    if (found !== undefined) return found.slice(name.length + 1);
  }
  return undefined;
}

/** Field 4 of /proc/PID/stat; the name before it may hold blanks and parentheses. */
function parentOf(pid: number, proc: string): number {
  const stat = textOf(`${proc}/${String(pid)}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
