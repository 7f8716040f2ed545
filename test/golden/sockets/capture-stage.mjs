// @ts-check
/**
 * Two network namespaces on one wire: a server and the world. The addresses are documentation addresses, so that a
 * captured table can be kept as it is. Needs root and iproute2.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const server4 = '192.0.2.10';
export const server6 = '2001:db8:10::10';

const actorFile = fileURLToPath(new URL('capture-actor.mjs', import.meta.url));

/**
 * @typedef {object} Actor
 * @property {(command: string, options: object) => Promise<void>} does
 * @property {() => void} freeze Stops the program where it stands: it accepts and reads nothing more.
 */

/**
 * @typedef {object} Stage
 * @property {(title: string, uid?: number) => Promise<Actor>} onServer Starts a program on the server.
 * @property {Actor} world The program that plays all other machines.
 * @property {(...addresses: string[]) => void} worldHas Gives addresses to the world.
 * @property {(...addresses: string[]) => void} loseAnswersTo From now on nothing the server sends to these arrives.
 * @property {(program: string, ...words: string[]) => string} print What a program prints on the server.
 */

/**
 * Sets the stage, lets the play run, and clears up.
 * @param {(stage: Stage) => Promise<void>} play
 */
export async function onStage(play) {
  const serverSpace = `ac-server-${process.pid}`;
  const worldSpace = `ac-world-${process.pid}`;
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  /** @param {string[]} words */
  const ip = (...words) => execFileSync('ip', words, { encoding: 'utf8' });
  /** @param {string} space @param {string} title @param {number} uid */
  const start = async (space, title, uid) => {
    const child = spawn('ip', ['netns', 'exec', space, process.execPath, actorFile, title, String(uid)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    return actor(child);
  };

  try {
    for (const space of [serverSpace, worldSpace]) {
      ip('netns', 'add', space);
      // Addresses are usable at once, without asking the wire whether somebody else has them.
      ip('netns', 'exec', space, 'sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad');
    }
    ip('link', 'add', 'eth0', 'netns', serverSpace, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', worldSpace);
    for (const space of [serverSpace, worldSpace]) {
      for (const device of ['lo', 'eth0']) ip('-n', space, 'link', 'set', device, 'up');
    }
    ip('-n', serverSpace, 'addr', 'add', `${server4}/24`, 'dev', 'eth0');
    ip('-n', serverSpace, 'addr', 'add', `${server6}/64`, 'dev', 'eth0', 'nodad');
    for (const [space, family] of [serverSpace, worldSpace].flatMap((space) => [
      [space, '-4'],
      [space, '-6'],
    ])) {
      ip('-n', String(space), String(family), 'route', 'add', 'default', 'dev', 'eth0');
    }
    await play({
      onServer: (title, uid = 0) => start(serverSpace, title, uid),
      world: await start(worldSpace, 'world', 0),
      worldHas: (...addresses) => {
        for (const address of addresses)
          ip('-n', worldSpace, 'addr', 'add', address, 'dev', 'eth0', ...(address.includes(':') ? ['nodad'] : []));
      },
      loseAnswersTo: (...addresses) => {
        for (const address of addresses) {
          ip('-n', serverSpace, 'neigh', 'replace', address, 'lladdr', '02:00:00:00:00:01', 'dev', 'eth0', 'nud', 'permanent');
        }
      },
      // ss complains about a missing cgroup mount on standard error; that is no part of the table.
      print: (program, ...words) =>
        execFileSync('ip', ['netns', 'exec', serverSpace, program, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (const space of [serverSpace, worldSpace]) ip('netns', 'del', space);
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Actor} */
function actor(child) {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('an actor has pipes');
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async does(command, options) {
      stdin.write(`${JSON.stringify([command, options])}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error(`the actor left at: ${command} ${JSON.stringify(options)}`);
      // The other side has to notice before the next command builds on it.
      await pause(30);
    },
    freeze: () => child.kill('SIGSTOP'),
  };
}
