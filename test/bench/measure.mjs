// @ts-check
/** Runs whole programs in turn and compares them: every round runs each one once, so noise meets them all. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** @typedef {{ name: string, command: string[], environment?: Record<string, string> }} Contestant */
/** @typedef {{ name: string, wallSeconds: number[], cpuSeconds: number[], peakMiB: number, output: string }} Measured */

const timeProgram = '/usr/bin/time';
export const canMeasureMemory = existsSync(timeProgram);

/** A shell pipeline as the article has it. @param {string} name @param {string} pipeline @param {string} locale @returns {Contestant} */
export const pipeline = (name, pipeline, locale = 'C') => ({
  name,
  command: ['/bin/bash', '-c', pipeline],
  environment: { LC_ALL: locale },
});

/** @param {Contestant[]} contestants @param {number} rounds @returns {Measured[]} */
export function race(contestants, rounds) {
  const measured = contestants.map(({ name }) => ({
    name,
    wallSeconds: /** @type {number[]} */ ([]),
    cpuSeconds: /** @type {number[]} */ ([]),
    peakMiB: 0,
    output: '',
  }));
  for (let round = 0; round < rounds; round++) {
    for (const [at, contestant] of contestants.entries()) {
      const one = runOnce(contestant);
      const into = measured[at];
      if (into === undefined) continue;
      into.wallSeconds.push(one.wall);
      into.cpuSeconds.push(one.cpu);
      into.peakMiB = Math.max(into.peakMiB, one.peakMiB);
      into.output = one.output;
    }
  }
  return measured;
}

/** @param {Contestant} contestant */
function runOnce({ name, command, environment = {} }) {
  // Nothing of our own environment: NODE_EXTRA_CA_CERTS alone triples Node's start.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/', ...environment };
  const words = canMeasureMemory ? [timeProgram, '-f', '\n@%e %U %S %M', ...command] : command;
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(words[0] ?? '', words.slice(1), { env, encoding: 'utf8', maxBuffer: 1 << 30 });
  const wall = Number(process.hrtime.bigint() - begun) / 1e9;
  if (status !== 0) throw new Error(`${name} failed (${String(status)}): ${stderr.slice(-2000)}`);
  const [, , user = 'NaN', system = 'NaN', kilobytes = '0'] = /@(\S+) (\S+) (\S+) (\S+)\n$/.exec(stderr) ?? [];
  return { wall, cpu: Number(user) + Number(system), peakMiB: Number(kilobytes) / 1024, output: stdout };
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** Median of the ratios round by round. @param {Measured} a @param {Measured} b */
export const ratio = (a, b) => median(a.wallSeconds.map((seconds, round) => seconds / (b.wallSeconds[round] ?? NaN)));

/** A table in Markdown: seconds, CPU, memory, and each one's time against the first of `against`. @param {Measured[]} measured @param {string} against */
export function table(measured, against) {
  const base = measured.find(({ name }) => name === against);
  const rows = measured.map((one) => {
    const times = base === undefined ? '' : `${ratio(one, base).toFixed(2)} ×`;
    const memory = canMeasureMemory ? one.peakMiB.toFixed(0) : '?';
    return `| ${one.name} | ${median(one.wallSeconds).toFixed(3)} | ${median(one.cpuSeconds).toFixed(2)} | ${memory} | ${times} |`;
  });
  return [`| program | wall s | CPU s | peak MiB | time against ${against} |`, '|---|---|---|---|---|', ...rows].join('\n');
}
