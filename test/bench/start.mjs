// @ts-check
/** What it costs to begin: bare Node, the command, and the first byte of the first page. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { cleanEnvironment, named, race, ratio } from './measure.mjs';
import { bundle, ours } from './programs.mjs';
import { number } from './report.mjs';

const starts = 15;

/** @param {import('./run.mjs').Bench} bench */
export async function benchStart({ report }) {
  report.section('Start');
  const measured = await race(
    [
      { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
      ours('active-connections version', 'version'),
      ours('active-connections connections', 'connections', '--json'),
      { name: 'serve: first byte of the sign-in', command: [], run: () => firstByte('sign-in') },
      { name: 'serve: first byte of the first page', command: [], run: () => firstByte('page') },
    ],
    starts,
  );
  const bare = named(measured, 'node -e 0');
  report.race(measured, [bare]);
  const parts = measured.map((one) => `${one.name} ${number(ratio(one, bare, 'cpu'), 2)}`);
  report.say(`\nCPU ÷ bare Node: ${parts.join(', ')}. The first page reads this machine's own sockets and logs.`);
  report.atMost(
    'first byte of a page (serve; sign-in and scan included), CPU ÷ bare Node',
    ratio(named(measured, 'serve: first byte of the first page'), bare, 'cpu'),
    1.3,
    '×',
  );
}

/** Starts the server, opens its link, and stops it at the first byte. @param {'sign-in' | 'page'} until @returns {Promise<import('./measure.mjs').Run>} */
async function firstByte(until) {
  const begun = process.hrtime.bigint();
  const server = spawn(process.execPath, [bundle, 'serve'], { env: cleanEnvironment, stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const link = await linkIn(server.stdout);
    const signedIn = await answerTo(link, {});
    const cookie = String(signedIn.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    if (until === 'page') {
      const { statusCode } = await answerTo(new URL('/', link).href, { cookie });
      if (statusCode !== 200) throw new Error(`the first page: ${String(statusCode)}`);
    }
    const wall = Number(process.hrtime.bigint() - begun) / 1e9;
    return { wall, ...usageOf(server.pid ?? 0), output: '' };
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

/** @param {import('node:stream').Readable} stream */
async function linkIn(stream) {
  let text = '';
  for await (const piece of stream.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += piece;
    const link = /http:\S+/.exec(text)?.[0];
    if (link !== undefined) return link;
  }
  throw new Error('the server ended without a link');
}

/** The head of the answer: its first byte is there. @param {string} url @param {Record<string, string>} headers @returns {Promise<import('node:http').IncomingMessage>} */
const answerTo = (url, headers) =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => resolve(answer.resume())).on('error', reject);
  });

/** CPU seconds of all threads (nanoseconds in schedstat) and peak of a living process. @param {number} pid */
function usageOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]));
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN);
  return { cpu: times.reduce((sum, one) => sum + one, 0) / 1e9, peakMiB: kilobytes / 1024 };
}
