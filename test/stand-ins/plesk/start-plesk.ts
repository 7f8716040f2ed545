import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BanPrograms } from '../../../src/panels/plesk/fail2ban.ts';

export interface RunningPlesk {
  readonly folder: string;
  readonly programs: BanPrograms;
  /** `fail2ban-client` of the private server; gives what it prints. */
  client(...words: readonly string[]): string;
  /** What the jails' action did, a line each: `ban <jail> <address>`. */
  actions(): string;
  /** Lets `plesk bin ip_ban` fail for these commands; none: it works again. */
  breaks(...commands: readonly string[]): void;
  /** Whether `plesk bin ip_ban` has the command `--ban`. */
  knowsBan(does: boolean): void;
  trusts(lines: string): void;
  /** Ends Fail2Ban alone. */
  stopService(): Promise<void>;
  startService(): Promise<void>;
  stop(): Promise<void>;
}

/** The real Fail2Ban with Plesk's jails and a socket, database and log of its own, and a program `plesk` in front of it. */
export async function startPlesk(): Promise<RunningPlesk> {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-plesk-'));
  writeFail2ban(folder);
  const programs = { plesk: join(folder, 'plesk'), fail2banClient: join(folder, 'fail2ban-client') };
  const body = fileURLToPath(new URL('plesk-program.mjs', import.meta.url));
  const call = `import(${JSON.stringify(body)}).then((program) => program.runPlesk(${JSON.stringify(folder)}, process.argv.slice(2)));`;
  writeProgram(programs.plesk, `#!${process.execPath}\n${call}\n`);
  writeProgram(
    programs.fail2banClient,
    `#!/bin/sh\nexec /usr/bin/fail2ban-client -c ${folder} -s ${folder}/socket -p ${folder}/pid "$@"\n`,
  );
  const client = (...words: readonly string[]): string =>
    execFileSync(programs.fail2banClient, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  let service: Service | null = null;
  const startService = async (): Promise<void> => {
    service = await startFail2ban(folder, client);
  };
  const stopService = async (): Promise<void> => {
    await service?.end();
    service = null;
  };
  await startService();
  return {
    folder,
    programs,
    client,
    actions: () => (existsSync(join(folder, 'actions')) ? readFileSync(join(folder, 'actions'), 'utf8') : ''),
    breaks: (...commands) => {
      writeFileSync(join(folder, 'broken'), commands.join(' '));
    },
    knowsBan: (does) => {
      if (does) writeFileSync(join(folder, 'knows-ban'), '');
      else rmSync(join(folder, 'knows-ban'), { force: true });
    },
    trusts: (lines) => {
      writeFileSync(join(folder, 'trusted'), lines);
    },
    stopService,
    startService,
    stop: async () => {
      await stopService();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Service {
  readonly end: () => Promise<void>;
}

async function startFail2ban(folder: string, client: RunningPlesk['client']): Promise<Service> {
  const words = ['-f', '-c', folder, '-s', join(folder, 'socket'), '-p', join(folder, 'pid'), 'start'];
  const child = spawn('/usr/bin/fail2ban-server', words, { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  for (let tries = 0; tries < 200; tries++) {
    try {
      if (client('status').includes('recidive')) return { end };
    } catch {
      // Not ready yet.
    }
    await sleep(100);
  }
  await end();
  throw new Error('fail2ban did not start');
}

function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** Jails as Plesk ships them, without what they watch; the action writes down what it would do to the firewall. */
function writeFail2ban(folder: string): void {
  for (const name of ['filter.d', 'action.d']) mkdirSync(join(folder, name));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  const paths = `socket = ${folder}/socket\npidfile = ${folder}/pid\ndbfile = ${folder}/database\n`;
  write(
    'fail2ban.conf',
    `[Definition]\nloglevel = INFO\nlogtarget = ${folder}/log\nsyslogsocket = auto\nallowipv6 = auto\n${paths}dbpurgeage = 30d\ndbmaxmatches = 10\n[Thread]\nstacksize = 0\n`,
  );
  write('filter.d/nothing.conf', '[Definition]\nfailregex = ^never <HOST>$\n');
  const does = (what: string): string => `action${what} = echo ${what} <name> <ip> >> ${folder}/actions\n`;
  write('action.d/record.conf', `[Definition]\nactionstart =\nactionstop =\nactioncheck =\n${does('ban')}${does('unban')}`);
  write('empty.log', '');
  const jail = (name: string, seconds: number): string => `[${name}]\nenabled = true\nbantime = ${seconds}\n`;
  const common = `backend = polling\nfilter = nothing\naction = record\nlogpath = ${folder}/empty.log\nmaxretry = 5\nfindtime = 600\n`;
  write(
    'jail.conf',
    `[DEFAULT]\n${common}${jail('plesk-apache', 600)}${jail('plesk-one-week-ban', 604_800)}${jail('plesk-permanent-ban', -1)}${jail('recidive', 604_800)}`,
  );
}
