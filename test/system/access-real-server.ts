/** Starts a real web server on a loopback port, with two sites and logs of our own, and sends it requests byte by byte. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

export interface RealServer {
  readonly folder: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** @param command the program and its words, for a folder and a port; writes its configuration too */
export async function startServer(command: (folder: string, port: number) => readonly string[]): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-server-'));
  // The server's children give up root and must still reach their pages.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const [program = '', ...words] = command(folder, port);
  const child = spawn(program, words, { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return { folder, port, stop };
    await pause(50);
  }
  const said = readOr(join(folder, 'error.log'));
  await stop();
  throw new Error(`${program} did not start: ${said}`);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** True when somebody listens; nothing is sent, so nothing is logged. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Sends bytes (latin1) and gives the status of the answer once the server has closed; null when it closed without one. */
export function send(port: number, bytes: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const answer: Buffer[] = [];
    socket.on('data', (piece: Buffer) => answer.push(piece));
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(answer).toString('latin1');
      resolve(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? null);
    });
    if (bytes !== '') socket.write(bytes, 'latin1');
  });
}

export const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** Waits until a log has so many lines: servers write them when the answer is out. */
export async function waitForLines(path: string, lines: number): Promise<void> {
  for (let tries = 0; tries < 300 && readOr(path).split('\n').length - 1 < lines; tries++) await pause(50);
}
