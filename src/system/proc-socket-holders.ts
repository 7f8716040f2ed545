import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface SocketHolder {
  readonly pid: number;
  /** The name of the program as `ps` shows it (`comm`, at most 15 characters). Chosen by the program: foreign text. */
  readonly program: string;
}

export interface SocketHolders {
  /** The process that holds a socket, by the socket's inode; of several the one with the lowest number, usually the parent. */
  readonly byInode: ReadonlyMap<number, SocketHolder>;
  /** Processes looked at to the end; fewer than `processes` when a limit was reached. */
  readonly processesRead: number;
  readonly processes: number;
}

export interface HolderLimits {
  readonly timeMs: number;
  readonly sockets: number;
}

/**
 * Who holds which socket, by walking /proc/PID/fd (proc(5)). Processes of other users are skipped where the rights of
 * this one do not reach; so are those that end meanwhile.
 */
export function findSocketHolders(limits: HolderLimits): SocketHolders {
  const byInode = new Map<number, SocketHolder>();
  const pids = processIds();
  const deadline = performance.now() + limits.timeMs;
  let processesRead = 0;
  // Asked at every descriptor: one process may hold a million of them.
  const isOver = (): boolean => byInode.size >= limits.sockets || performance.now() > deadline;
  for (const pid of pids) {
    addSocketsOf(pid, byInode, isOver);
    if (isOver()) break;
    processesRead++;
  }
  return { byInode, processesRead, processes: pids.length };
}

const processIds = (): readonly number[] =>
  namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);

function addSocketsOf(pid: number, byInode: Map<number, SocketHolder>, isOver: () => boolean): void {
  const folder = `/proc/${String(pid)}/fd`;
  let holder: SocketHolder | undefined;
  for (const name of namesIn(folder)) {
    if (isOver()) return;
    const inode = socketInode(`${folder}/${name}`);
    if (inode === undefined || byInode.has(inode)) continue;
    holder ??= { pid, program: programOf(pid) };
    byInode.set(inode, holder);
  }
}

/** The inode of a link `socket:[12345]`, or undefined when the descriptor is something else. */
function socketInode(link: string): number | undefined {
  try {
    const target = readlinkSync(link);
    return target.startsWith('socket:[') ? Number(target.slice(8, -1)) : undefined;
  } catch {
    return undefined;
  }
}

function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trimEnd();
  } catch {
    return '';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
