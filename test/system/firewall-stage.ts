import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { aloneBy, type Command, type FirewallMachine } from '../../src/block/enforcers/firewall-machine.ts';
import { readSmallText } from '../../src/system/read-text.ts';
import { runProgram } from '../../src/system/run-program.ts';

export const server4 = '192.0.2.10';
export const server6 = '2001:db8:10::10';
export const servicePort = 8080;
/** Forwarded by another tool's rules to a container with addresses of its own. */
export const containerPort = 9090;
export const visitor4 = '203.0.113.7';
export const visitor6 = '2001:db8:1:2::7';
export const bystander4 = '203.0.113.8';
const container4 = '198.18.0.2';

const actorFile = fileURLToPath(new URL('firewall-actor.mjs', import.meta.url));

type Space = 'server' | 'world' | 'container';

/** A server, a container behind it and the world, in network namespaces of their own, with a firewall that is really there. */
export interface FirewallStage {
  readonly machine: FirewallMachine;
  /** Runs a program on the server and gives what it prints. */
  readonly print: (program: string, ...words: string[]) => string;
  /** Gives a program text on the server. */
  readonly give: (input: string, program: string, ...words: string[]) => void;
  /** `ip netns exec …` as words, for programs that stay. */
  readonly inServer: readonly string[];
  readonly world: Actor;
  /** The same stage, its programs run by way of other words (`nsenter …`). */
  readonly within: (by: readonly string[]) => FirewallStage;
  readonly clear: () => void;
}

interface Actor {
  readonly does: (deed: string, words: object) => Promise<unknown>;
}

let stages = 0;

/** Makes the namespaces; `clear` removes them and ends what runs in them. Needs root and iproute2. */
export async function firewallStage(otherNames: Readonly<Record<string, string>> = {}): Promise<FirewallStage> {
  const suffix = `${process.pid}-${stages++}`;
  const spaces: Record<Space, string> = { server: `ac-fw-s-${suffix}`, world: `ac-fw-w-${suffix}`, container: `ac-fw-c-${suffix}` };
  const folder = mkdtempSync(join(tmpdir(), 'firewall-stage-'));
  const children: ChildProcess[] = [];
  const ip = (...words: string[]): string => execFileSync('/sbin/ip', words, { encoding: 'utf8' });
  const inSpace = (space: Space, ...words: string[]): string => ip('netns', 'exec', spaces[space], ...words);
  const clear = (): void => {
    for (const child of children) child.kill('SIGKILL');
    for (const space of Object.values(spaces)) if (existsSync(`/run/netns/${space}`)) ip('netns', 'del', space);
    rmSync(folder, { recursive: true, force: true });
  };
  const start = (space: Space): Actor => {
    const child = spawn('/sbin/ip', ['netns', 'exec', spaces[space], process.execPath, actorFile], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    return actor(child);
  };

  try {
    for (const space of Object.values(spaces)) {
      ip('netns', 'add', space);
      ip('netns', 'exec', space, 'sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad');
      ip('-n', space, 'link', 'set', 'lo', 'up');
    }
    wire(ip, [spaces.server, 'eth0', [`${server4}/24`, `${server6}/64`]], [spaces.world, 'eth0', []]);
    wire(ip, [spaces.server, 'ctr0', ['198.18.0.1/24']], [spaces.container, 'eth0', [`${container4}/24`]]);
    for (const address of [visitor4, bystander4, '198.51.100.9', visitor6, '2001:db8:1:2::8']) {
      ip('-n', spaces.world, 'addr', 'add', address, 'dev', 'eth0', ...(address.includes(':') ? ['nodad'] : []));
    }
    for (const space of [spaces.server, spaces.world])
      for (const family of ['-4', '-6']) ip('-n', space, family, 'route', 'add', 'default', 'dev', 'eth0');
    ip('-n', spaces.container, 'route', 'add', 'default', 'via', '198.18.0.1');
    inSpace('server', 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
    await start('server').does('serve', { port: servicePort });
    await start('container').does('serve', { port: servicePort });
  } catch (error) {
    clear();
    throw error;
  }

  const inServer = ['/sbin/ip', 'netns', 'exec', spaces.server];
  const named = (program: string): string => otherNames[program] ?? program;
  const world = start('world');
  const within = (by: readonly string[]): FirewallStage => {
    const [first = '', ...rest] = by;
    return {
      machine: {
        find: (program) => ['/usr/sbin', '/sbin', '/usr/bin', '/bin'].map((at) => `${at}/${named(program)}`).find(existsSync) ?? null,
        run: async (command: Command, input = '') => {
          const run = await runProgram({
            program: first,
            arguments: [...rest, ...command],
            timeoutMs: 20_000,
            outputLimitBytes: 1e7,
            input,
          });
          return run.ok ? { ok: true, value: run.value.toString('utf8') } : run;
        },
        readText: (path) => readSmallText(path),
        nowEpoch: () => Math.floor(Date.now() / 1000),
        alone: (work) => aloneBy(join(folder, 'lock'), work),
      },
      print: (...words) => execFileSync(first, [...rest, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      give: (input, ...words) => void execFileSync(first, [...rest, ...words], { input }),
      inServer,
      world,
      within,
      clear,
    };
  };
  return within(inServer);
}

/** Another tool's rules with all a real machine has: a forwarded port, an open port, counters, a set. */
export const foreignTable = `
table ip other_tool {
  set banned { type ipv4_addr; flags timeout; elements = { 198.51.100.77 } }
  chain prerouting { type nat hook prerouting priority dstnat; policy accept; tcp dport ${containerPort} dnat to ${container4}:${servicePort}; }
  chain input { type filter hook input priority filter; policy accept; ct state established,related accept; ip saddr @banned drop; tcp dport ${servicePort} accept; }
}
`;

type End = readonly [space: string, device: string, addresses: readonly string[]];

function wire(ip: (...words: string[]) => string, one: End, other: End): void {
  ip('link', 'add', one[1], 'netns', one[0], 'type', 'veth', 'peer', 'name', other[1], 'netns', other[0]);
  for (const [space, device, addresses] of [one, other]) {
    ip('-n', space, 'link', 'set', device, 'up');
    for (const address of addresses) ip('-n', space, 'addr', 'add', address, 'dev', device, ...(address.includes(':') ? ['nodad'] : []));
  }
}

function actor({ stdin, stdout }: ChildProcess): Actor {
  if (stdin === null || stdout === null) throw new Error('an actor has pipes');
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    does: async (deed, words) => {
      stdin.write(`${JSON.stringify({ does: deed, ...words })}\n`);
      const line = await answers.next();
      if (line.done === true) throw new Error(`the actor left at ${deed}`);
      return (JSON.parse(line.value) as { readonly answer: unknown }).answer;
    },
  };
}
