import type { BlockTarget } from '../../model/block.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { FirewallMachine } from './firewall-machine.ts';
import { type FirewallTarget, firewallTarget, widthOf } from './firewall-target.ts';

/** What became of the connections that were open when a block came. */
export interface CutConnections {
  /** TCP connections of programs here: how many there were, and how many are left after cutting. */
  readonly sockets: Result<{ readonly before: number; readonly left: number }, Problem>;
  /** Connections the kernel keeps track of, those forwarded to containers among them, that were forgotten. */
  readonly tracked: Result<{ readonly before: number; readonly left: number }, Problem>;
}

/**
 * Closes what is open between this machine and a blocked target.
 *
 * `ss -K` (ss(8)) ends sockets and tells both ends, where the kernel has CONFIG_INET_DIAG_DESTROY; without it ss says nothing
 * and ends none, so the sockets are counted before and after. `conntrack -D` (conntrack(8)) makes the kernel forget
 * connections: forwarded ones end there, and the firewalls that let open connections pass look at them anew.
 *
 * The caller has asked the guard: this closes whatever it is given.
 */
export async function cutConnections(machine: FirewallMachine, target: BlockTarget): Promise<CutConnections> {
  const parsed = firewallTarget(target);
  if (parsed === null) {
    const problem = failed<Problem>({ kind: 'cannot-do', where: 'ss', what: `closing the connections of ${target}` });
    return { sockets: problem, tracked: problem };
  }
  return { sockets: await cutSockets(machine, parsed), tracked: await forgetTracked(machine, parsed) };
}

async function cutSockets(machine: FirewallMachine, target: FirewallTarget): Promise<CutConnections['sockets']> {
  const ss = machine.find('ss');
  if (ss === null) return failed({ kind: 'program-missing', program: 'ss' });
  const filters = peerFilters(target);
  // Numeric, TCP, no heading; time-wait and listening sockets hold nothing that could be closed.
  const counted = async (...more: readonly string[]): Promise<Result<number, Problem>> => {
    const found = new Set<string>();
    for (const filter of filters) {
      const rows = await machine.run([ss, '-H', '-n', '-t', ...more, 'state', 'connected', 'exclude', 'time-wait', 'dst', filter]);
      if (!rows.ok) return rows;
      for (const row of linesIn(rows.value)) found.add(endsOf(row));
    }
    return ok(found.size);
  };
  const before = await counted();
  if (!before.ok) return before;
  if (before.value === 0) return ok({ before: 0, left: 0 });
  const cut = await counted('-K');
  if (!cut.ok) return cut;
  const left = await counted();
  return left.ok ? ok({ before: before.value, left: left.value }) : left;
}

/**
 * A visitor with an IPv4 address has an IPv4-mapped one at a socket that listens on `::`. Some versions of ss find it by the
 * IPv4 address, some do not: both are asked for, and each connection counts once.
 */
function peerFilters({ family, text, prefix }: FirewallTarget): readonly string[] {
  const [address = '', bits] = text.split('/');
  if (family === 6) return [bits === undefined ? `[${address}]` : text];
  return [text, `::ffff:${address}/${128 - widthOf(4) + prefix}`];
}

async function forgetTracked(machine: FirewallMachine, { family, text }: FirewallTarget): Promise<CutConnections['tracked']> {
  const conntrack = machine.find('conntrack');
  if (conntrack === null) return failed({ kind: 'program-missing', program: 'conntrack' });
  const words = ['-f', family === 6 ? 'ipv6' : 'ipv4', '--orig-src', text];
  const counted = async (): Promise<Result<number, Problem>> => {
    const rows = await machine.run([conntrack, '-L', ...words]);
    return rows.ok ? ok(linesIn(rows.value).length) : rows;
  };
  const before = await counted();
  if (!before.ok) return before;
  if (before.value === 0) return ok({ before: 0, left: 0 });
  // It fails when it finds none, and they may end by themselves meanwhile: what is left decides.
  const forgotten = await machine.run([conntrack, '-D', ...words]);
  const left = await counted();
  if (!left.ok) return left;
  return forgotten.ok || left.value === 0 ? ok({ before: before.value, left: left.value }) : forgotten;
}

const linesIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Local and peer address of a row of ss: state, two queues, then these. */
const endsOf = (row: string): string => row.trim().split(/\s+/).slice(3, 5).join(' ');
