// @ts-check
/** What a program costs until its first byte is out, and not a moment longer. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from './measure.mjs';

/**
 * Runs a program whose standard output is a full pipe: at its first byte it stands still, and what it has used by then can
 * be read in peace. The time to the first byte is that of a second run, whose output is read.
 *
 * @param {string} folder for the pipe @param {string[]} command @returns {Promise<import('./measure.mjs').Run>}
 */
export async function toFirstByte(folder, command) {
  return { ...(await usageAtFirstByte(folder, command)), wall: await timeToFirstByte(command), output: '' };
}

/** @param {string} folder @param {string[]} command */
async function usageAtFirstByte(folder, [program = '', ...words]) {
  const path = join(folder, 'full-pipe');
  execFileSync('mkfifo', [path]);
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const end = openSync(path, constants.O_WRONLY);
  fill(both);
  const child = spawn(program, words, { env: cleanEnvironment, stdio: ['ignore', end, 'inherit'] });
  try {
    return await whenStill(child.pid ?? 0);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const descriptor of [both, end]) closeSync(descriptor);
    rmSync(path);
  }
}

/** @param {number} pipe */
function fill(pipe) {
  try {
    for (const bytes of [Buffer.alloc(4096), Buffer.alloc(1)]) for (;;) writeSync(pipe, bytes);
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
    if (!isFull) throw error;
  }
}

/** Waits until a process has used nothing more for a while; gives what it used. @param {number} pid */
async function whenStill(pid) {
  for (let before = usageOf(pid), still = 0; ; ) {
    await sleep(10);
    const now = usageOf(pid);
    still = now.cpu > 0.005 && now.cpu === before.cpu ? still + 1 : 0;
    if (still === 5) return now;
    before = now;
  }
}

/** @param {string[]} command seconds */
async function timeToFirstByte([program = '', ...words]) {
  const begun = process.hrtime.bigint();
  const child = spawn(program, words, { env: cleanEnvironment, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const wall = Number(process.hrtime.bigint() - begun) / 1e9;
  child.kill('SIGKILL');
  await once(child, 'exit');
  return wall;
}

/** CPU seconds of all threads (nanoseconds in schedstat) and peak of a living process. @param {number} pid */
export function usageOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]));
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN);
  return { cpu: times.reduce((sum, one) => sum + one, 0) / 1e9, peakMiB: kilobytes / 1024 };
}
