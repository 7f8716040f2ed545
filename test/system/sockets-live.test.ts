import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewConnections } from '../../src/actions/review-connections.ts';
import type { Problem } from '../../src/model/problem.ts';
import { ok, type Result } from '../../src/model/result.ts';
import type { SocketRow, SocketTable } from '../../src/model/socket.ts';
import { readGivenSockets } from '../../src/sources/sockets/read-given.ts';
import type { SocketReading } from '../../src/sources/sockets/socket-reading.ts';
import { onStage, server4, server6, type Stage } from '../golden/sockets/capture-stage.mjs';
import { because, lacking, needs } from '../needs.ts';

const missing = lacking('ip', 'ss', 'netstat');
const ready = needs.root && missing.length === 0;
const reason = because(ready, needs.root ? `needs ${missing.join(', ')}` : 'needs root, for a network namespace');

const visitors = ['198.51.100.1', '198.51.100.2', '2001:db8:66:1::1'] as const;
const perVisitor = 25;

/** Real programs with real connections in a namespace of their own. */
async function play(stage: Stage): Promise<void> {
  stage.worldHas(...visitors, '203.0.113.25');
  const nginx = await stage.onServer('nginx');
  await nginx.does('listen', { address: '::', port: 443 });
  await nginx.does('bindUdp', { address: '0.0.0.0', port: 53 });
  const script = await stage.onServer('send.php', 1001);
  await stage.world.does('listen', { address: '203.0.113.25', port: 25 });
  for (const from of visitors) {
    await stage.world.does('connect', { from, to: from.includes(':') ? server6 : server4, port: 443, count: perVisitor });
  }
  await script.does('connect', { to: '203.0.113.25', port: 25, count: 10 });
  await script.does('connectUdp', { to: '203.0.113.25', port: 53 });
  const apache = await stage.onServer('httpd');
  await apache.does('listen', { address: '127.0.0.1', port: 8080, backlog: 4 });
  apache.freeze();
  await nginx.does('connect', { to: '127.0.0.1', port: 8080, count: 3 });
}

const ends = ({ protocol, family, state, localAddress, localPort, peerAddress, peerPort, receiveQueue }: SocketRow): string =>
  [protocol, family, state, localAddress, localPort, peerAddress, peerPort, receiveQueue].join(' ');

const sorted = ({ rows }: SocketTable): readonly string[] => rows.map(ends).sort();

describe.skipIf(!ready)(`the live sockets of a machine${reason}`, () => {
  let folder: string;
  let live: SocketReading;
  let ss: string;
  let netstat: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sockets-live-'));
    const entry = fileURLToPath(new URL('sockets-live.entry.ts', import.meta.url));
    const bundle = join(folder, 'entry.cjs');
    await build({
      entryPoints: [entry],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'error',
    });
    await onStage(async (stage) => {
      await play(stage);
      ss = stage.print('ss', '-tunaH');
      netstat = stage.print('netstat', '-tunaW');
      const result = JSON.parse(stage.print(process.execPath, bundle)) as Result<SocketReading, Problem>;
      if (!result.ok) throw new Error(JSON.stringify(result.problem));
      live = result.value;
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read from /proc/net, all of them', () => {
    expect(live.table).toMatchObject({ source: '/proc/net', formats: ['proc-net'], unparsedLines: 0, hasListeners: true });
    expect(live.table.rows).toHaveLength(ss.trimEnd().split('\n').length);
    expect(live.problems).toEqual([]);
  });

  it('are what ss and netstat print at the same time', () => {
    const given = (text: string): SocketTable => readGivenSockets([{ name: 'printed', read: ok(Buffer.from(text)) }]).table;
    expect(sorted(given(ss))).toEqual(sorted(live.table));
    expect(sorted(given(netstat))).toEqual(sorted(live.table));
  });

  it('are reviewed as they were opened', () => {
    const { inbound, outbound, byAddress, own } = reviewConnections(live.table, { top: null, address: null });
    expect({ inbound, outbound, own }).toEqual({
      inbound: 3 * perVisitor + 3,
      outbound: 11 + 3,
      own: { connections: 6, inbound: 3, outbound: 3 },
    });
    for (const address of visitors) {
      expect(byAddress).toContainEqual(expect.objectContaining({ address, connections: perVisitor, inbound: perVisitor }));
    }
  });

  it('name the user and the program that opened them', () => {
    const mail = live.table.rows.filter(({ peerPort }) => peerPort === 25);
    expect(mail).toHaveLength(10);
    for (const { owner } of mail) expect(owner).toMatchObject({ uid: 1001, program: 'send.php' });
    const web = live.table.rows.find(({ listening, localPort }) => listening && localPort === 443);
    expect(web?.owner).toMatchObject({ uid: 0, user: 'root', program: 'nginx' });
  });

  it('know the addresses of the machine', () => {
    expect(live.table.ownAddresses).toEqual(expect.arrayContaining(['127.0.0.1', '::1', server4, server6]));
  });

  it('know how many wait to be accepted, and the limit', () => {
    const hung = live.table.rows.find(({ listening, localPort }) => listening && localPort === 8080);
    expect(hung).toMatchObject({ receiveQueue: 3, sendQueue: 4 });
  });
});
