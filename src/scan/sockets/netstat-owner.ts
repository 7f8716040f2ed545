import { type SocketState, socketStates } from '../../model/socket.ts';
import { leadingWords } from './leading-words.ts';
import type { OwnerFacts } from './owner-of.ts';

export interface NetstatTail {
  /** CLOSE where the column is empty: so netstat prints UDP sockets without a peer. */
  readonly state: SocketState;
  readonly owner: OwnerFacts;
}

const stateNames: ReadonlySet<string> = new Set(socketStates);

/**
 * What follows the foreign address in a row of netstat: State, then User and Inode (`-e`), PID/Program name (`-p`) and
 * Timer (`-o`), each only where asked for: `ESTABLISHED 33 12345 812/nginx: worker keepalive (7199.5/0/0)`.
 */
export function parseNetstatTail(tail: string): NetstatTail {
  const first = leadingWords(tail, 1);
  const hasState = stateNames.has(first.words[0] ?? '');
  const afterState = hasState ? first.rest : tail;
  const { words, rest } = leadingWords(afterState, 2);
  const [user = '', inode = ''] = words;
  const hasUser = /^\d+$/.test(inode) && user !== '-' && !user.includes('/');
  return {
    state: hasState ? (first.words[0] as SocketState) : 'CLOSE',
    owner: {
      uid: hasUser && /^\d+$/.test(user) ? Number(user) : null,
      user: hasUser && !/^\d+$/.test(user) ? user : null,
      inode: hasUser ? Number(inode) : null,
      ...process(hasUser ? rest : afterState),
    },
  };
}

/** What `-o` appends: `keepalive (7199.51/0/0)`. */
const timer = /\s(?:off|on|keepalive|timewait|probe|unkn-\d+) \([^()]*\)$/;

/** `812/nginx: worker process`; netstat cuts it at 20 characters. A timer may follow. */
function process(text: string): { readonly pid: number | null; readonly program: string | null } {
  const found = /^(\d{1,10})\/(.*)$/.exec(text.trimEnd());
  if (found === null) return { pid: null, program: null };
  const name = (found[2] ?? '').replace(timer, '').trimEnd();
  return { pid: Number(found[1]), program: name === '' ? null : name };
}
