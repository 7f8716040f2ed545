import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowdsec } from '../../src/block/enforcers/crowdsec/crowdsec.ts';
import { aloneBy, type FirewallMachine } from '../../src/block/enforcers/firewall-machine.ts';
import { runProgram } from '../../src/system/run-program.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { because, lacking, needs } from '../needs.ts';
import { orderFor, value } from './firewall-story.ts';

const missing = lacking('ip', 'crowdsec', 'cscli');
const ready = needs.root && missing.length === 0;
const reason = `needs root and ${missing.join(', ')}`;

/** All of it in one folder, with no agent and no central service: the local API and its database are what blocks need. */
const settings = (folder: string): string => `
common: {daemonize: false, log_media: stdout, log_level: warning, working_dir: .}
config_paths: {config_dir: ${folder}/conf/, data_dir: ${folder}/data/, simulation_path: ${folder}/conf/simulation.yaml, hub_dir: ${folder}/hub/, index_path: ${folder}/hub/.index.json, notification_dir: ${folder}/conf/notifications/, plugin_dir: ${folder}/plugins/}
crowdsec_service: {acquisition_path: ${folder}/conf/acquis.yaml, parser_routines: 1}
cscli: {output: human}
db_config: {log_level: warning, type: sqlite, db_path: ${folder}/data/crowdsec.db, use_wal: false}
plugin_config: {user: nobody, group: nogroup}
api:
  client: {credentials_path: ${folder}/conf/credentials.yaml}
  server: {log_level: warning, listen_uri: 127.0.0.1:8080, profiles_path: ${folder}/conf/profiles.yaml}
prometheus: {enabled: false}
`;

describe.skipIf(!ready)(`CrowdSec, its local API${because(ready, reason)}`, () => {
  const space = `ac-cs-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'crowdsec-'));
  const configured = ['-c', join(folder, 'config.yaml')];
  let daemon: ChildProcess | undefined;
  let breaks = false;
  const ip = (...words: string[]): string => execFileSync('/sbin/ip', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const cscli = (...words: string[]): string => ip('netns', 'exec', space, 'cscli', ...configured, ...words);

  const machine: FirewallMachine = {
    find: (program) => `/usr/bin/${program}`,
    run: async ([program, ...words]) => {
      const told = breaks ? words.map((word) => (word === '--duration' ? '--unknown' : word)) : words;
      const asked = ['netns', 'exec', space, program, ...configured, ...told];
      const run = await runProgram({ program: '/sbin/ip', arguments: asked, timeoutMs: 20_000, outputLimitBytes: 1e7 });
      return run.ok ? { ok: true, value: run.value.toString('utf8') } : run;
    },
    readText: (path) => ({ ok: false, problem: { kind: 'not-found', path } }),
    nowEpoch: () => Math.floor(Date.now() / 1000),
    alone: (work) => aloneBy(join(folder, 'lock'), work),
  };

  beforeAll(async () => {
    for (const part of ['data', 'conf', 'hub', 'plugins', 'conf/notifications']) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'config.yaml'), settings(folder));
    writeFileSync(join(folder, 'hub/.index.json'), '{}');
    writeFileSync(join(folder, 'conf/simulation.yaml'), 'simulation: false\n');
    writeFileSync(join(folder, 'conf/profiles.yaml'), 'name: none\nfilters: ["false"]\ndecisions: []\n');
    for (const part of ['acquis.yaml', 'credentials.yaml']) writeFileSync(join(folder, 'conf', part), '');
    ip('netns', 'add', space);
    ip('-n', space, 'link', 'set', 'lo', 'up');
    const credentials = ['-f', join(folder, 'conf/credentials.yaml'), '--force', '-u', 'http://127.0.0.1:8080'];
    cscli('machines', 'add', 'test', '--password', 'only-in-a-namespace', ...credentials);
    daemon = spawn('/sbin/ip', ['netns', 'exec', space, 'crowdsec', ...configured, '-no-cs'], { stdio: 'ignore' });
    const answers = async (): Promise<boolean> => (await crowdsec(machine).list()).ok;
    for (let waited = 0; waited < 80 && !(await answers()); waited++) await pause(250);
  });
  afterAll(() => {
    daemon?.kill('SIGKILL');
    ip('netns', 'del', space);
    rmSync(folder, { recursive: true });
  });

  it('is of no use while nothing carries out its decisions', async () => {
    expect(await crowdsec(machine).usable()).toMatchObject({ ok: false, problem: { kind: 'service-stopped' } });
    cscli('bouncers', 'add', 'wall', '-k', 'only-in-a-namespace');
    expect(await crowdsec(machine).usable()).toEqual({ ok: true, value: null });
  });

  enforcerContract('crowdsec', () => crowdsec(machine), {
    cannotDo: ['fe80::1%eth0', '0.0.0.0/0'],
    endsByItself: true,
    rounds: 2,
    // What of ours is over stays in its list for a moment, with no time left.
    others: () => Promise.resolve(cscli('decisions', 'list', '-o', 'raw').replaceAll(/,-?[\dhm.]+s\b|.*,b-[\da-f]{16}.*\n/g, '')),
    blockByOthers: (target) => {
      cscli('decisions', 'add', '--ip', target, '--reason', 'crowdsecurity/ssh-bf');
      return Promise.resolve();
    },
    cleanUp: () => {
      cscli('decisions', 'delete', '--all');
      return Promise.resolve();
    },
    breakNextApply: () => {
      breaks = true;
      return Promise.resolve(() => {
        breaks = false;
        return Promise.resolve();
      });
    },
  });

  it("keeps another's decision of the same address when ours is lifted", async () => {
    const order = orderFor('203.0.113.7');
    cscli('decisions', 'add', '--ip', '203.0.113.7', '--reason', 'crowdsecurity/ssh-bf');
    expect(value(await crowdsec(machine).apply(order)).already).toBe(false);
    expect(value(await crowdsec(machine).lift(order))).toBe('lifted');
    expect(value(await crowdsec(machine).list()).map(({ id, reason: why }) => [id, why])).toEqual([[null, 'crowdsecurity/ssh-bf']]);
    cscli('decisions', 'delete', '--all');
  });

  it('says that it does not answer when it is stopped', async () => {
    daemon?.kill('SIGKILL');
    await pause(300);
    expect(await crowdsec(machine).usable()).toMatchObject({ ok: false, problem: { kind: 'program-failed' } });
  });
});
