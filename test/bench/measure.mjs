// @ts-check
/** Runs whole programs in turn and compares them: every round runs each one once, so noise meets them all. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string[]} command
 * @property {Record<string, string>} [environment]
 * @property {boolean} [tells] keep what it prints; otherwise that goes to /dev/null
 * @property {number} [mostRounds] for slow ones: sits out after so many rounds
 * @property {() => Promise<Run>} [run] instead of running `command` to its end
 */
/** @typedef {{ wall: number, cpu: number, peakMiB: number, output: string }} Run seconds; NaN where nothing measured it */
/** @typedef {{ name: string, runs: Run[] }} Measured */

const timeProgram = '/usr/bin/time';
const hasTimeProgram = existsSync(timeProgram);

/** Nothing of our own environment: NODE_EXTRA_CA_CERTS alone triples Node's start. */
export const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/', LC_ALL: 'C' };

/** @param {readonly Contestant[]} contestants @param {number} rounds @returns {Promise<Measured[]>} */
export async function race(contestants, rounds) {
  const measured = contestants.map(({ name }) => ({ name, runs: /** @type {Run[]} */ ([]) }));
  for (let round = 0; round < rounds; round++) {
    for (const [at, contestant] of contestants.entries()) {
      if (round >= (contestant.mostRounds ?? rounds)) continue;
      measured[at]?.runs.push(await (contestant.run ?? (() => runOnce(contestant)))());
    }
  }
  return measured;
}

/** @param {Contestant} contestant @returns {Promise<Run>} */
export async function runOnce({ name, command, environment = {}, tells = false }) {
  // Bash's own clock has milliseconds of CPU, time's has the peak of memory.
  const watched = hasTimeProgram ? [timeProgram, '-f', '\n@peak %M', ...command] : command;
  const words = ['-c', 'TIMEFORMAT="@times %3U %3S"; time "$@"', 'bash', ...watched];
  const begun = process.hrtime.bigint();
  const child = spawn('/bin/bash', words, {
    env: { ...cleanEnvironment, ...environment },
    stdio: ['ignore', tells ? 'pipe' : 'ignore', 'pipe'],
  });
  const polled = hasTimeProgram ? undefined : pollPeak(child.pid ?? 0);
  const [output, complaint] = [collect(child.stdout), collect(child.stderr)];
  const status = await new Promise((resolve) => child.once('exit', resolve));
  const wall = Number(process.hrtime.bigint() - begun) / 1e9;
  const errors = await complaint;
  if (status !== 0) throw new Error(`${name} failed (${String(status)}): ${errors.slice(-2000)}`);
  const [, user = 'NaN', system = 'NaN'] = /@times (\S+) (\S+)\n$/.exec(errors) ?? [];
  const kilobytes = polled?.() ?? Number(/@peak (\d+)\n/.exec(errors)?.[1] ?? NaN);
  return { wall, cpu: Number(user) + Number(system), peakMiB: kilobytes / 1024, output: await output };
}

/** @param {import('node:stream').Readable | null} stream */
async function collect(stream) {
  let text = '';
  if (stream !== null) for await (const piece of stream.setEncoding('utf8')) text += piece;
  return text;
}

/** Where there is no /usr/bin/time: looks now and then at the peaks of a process and everything it started. @param {number} pid */
function pollPeak(pid) {
  let peak = NaN;
  const timer = setInterval(() => {
    for (const one of family(pid)) {
      const found = Number(/VmHWM:\s+(\d+)/.exec(textOf(`/proc/${one}/status`))?.[1] ?? NaN);
      if (!(found <= peak)) peak = found;
    }
  }, 10);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** @param {number} pid @returns {number[]} */
function family(pid) {
  const children = textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

/** @param {Measured} measured @param {'wall' | 'cpu'} of */
export const medianOf = ({ runs }, of) => median(runs.map((run) => run[of]));

/** @param {Measured} measured */
export const peakOf = ({ runs }) => Math.max(...runs.map(({ peakMiB }) => peakMiB));

/**
 * Median of the ratios round by round: how many times as long `one` took as `other`.
 * @param {Measured} one @param {Measured} other @param {'wall' | 'cpu'} [of]
 */
export const ratio = (one, other, of = 'wall') =>
  median(one.runs.flatMap((run, round) => (other.runs[round] === undefined ? [] : [run[of] / other.runs[round][of]])));

/** The one of that name; a name that is not there is a mistake of the benchmark. @param {readonly Measured[]} measured @param {string} name */
export function named(measured, name) {
  const found = measured.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing was measured under the name ${name}`);
  return found;
}
