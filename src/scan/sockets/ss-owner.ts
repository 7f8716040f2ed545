import type { OwnerFacts } from './owner-of.ts';

const usersStart = 'users:((';

/**
 * What `ss -p` and `ss -e` append to a row: `users:(("nginx",pid=12,fd=3),("nginx",pid=13,fd=3)) uid:33 ino:123 sk:4`.
 * Of several processes the first is taken. `rest` is the text behind the peer address.
 */
export function ssOwnerFacts(rest: string): OwnerFacts {
  const { program, pid, end } = firstProcess(rest);
  const details = ` ${rest.slice(end)}`;
  const inode = numberAfter(details, ' ino:');
  // ss leaves `uid:` out for root.
  const uid = numberAfter(details, ' uid:') ?? (inode === null || inode === 0 ? null : 0);
  return { uid, user: null, inode, pid, program };
}

interface FirstProcess {
  readonly program: string | null;
  readonly pid: number | null;
  /** Where the list of processes ends. */
  readonly end: number;
}

/** Names are chosen by whoever runs the program: any character may be in them, so only the text around them is relied on. */
function firstProcess(rest: string): FirstProcess {
  const start = rest.indexOf(usersStart);
  const nameEnd = start < 0 ? -1 : rest.indexOf('",pid=', start);
  if (nameEnd < 0) return { program: null, pid: null, end: 0 };
  const listEnd = rest.indexOf('))', nameEnd);
  return {
    program: rest.slice(start + usersStart.length + 1, nameEnd),
    pid: numberAfter(rest.slice(nameEnd), ',pid='),
    end: listEnd < 0 ? rest.length : listEnd + 2,
  };
}

function numberAfter(text: string, label: string): number | null {
  const at = text.indexOf(label);
  if (at < 0) return null;
  const digits = /^\d{1,15}/.exec(text.slice(at + label.length));
  return digits === null ? null : Number(digits[0]);
}
