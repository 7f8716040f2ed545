import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelForEsbuild } from '../../build/kernel.mjs';
import { reviewConnections } from '../../src/actions/review-connections.ts';
import type { ConnectionReport } from '../../src/model/connection-report.ts';
import type { IpAddress } from '../../src/model/ip-address.ts';
import { ok } from '../../src/model/result.ts';
import { readGivenSockets } from '../../src/sources/sockets/read-given.ts';
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

describe.skipIf(!ready)(`the live sockets of a machine${reason}`, () => {
  let folder: string;
  let live: ConnectionReport;
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
      plugins: [kernelForEsbuild()],
    });
    await onStage(async (stage) => {
      await play(stage);
      ss = stage.print('ss', '-tunaH');
      netstat = stage.print('netstat', '-tunaW');
      live = JSON.parse(stage.print(process.execPath, bundle)) as ConnectionReport;
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read from /proc/net, all of them', () => {
    expect(live).toMatchObject({ source: '/proc/net', unparsed: 0, directionGuessed: false, beyond: null, problems: [] });
    expect(live.total + live.listening).toBe(ss.trimEnd().split('\n').length);
  });

  it('are what ss and netstat print at the same time', () => {
    const ends = ({ byAddress, bySubnet, byState, byLocalPort, own }: ConnectionReport): unknown => ({
      byAddress,
      bySubnet,
      byState,
      own,
      // What only /proc/net and its owners tell, and what only ss does.
      ports: byLocalPort.map((port) => ({ ...port, programs: [], acceptQueue: port.acceptQueue?.waiting })),
    });
    const given = (text: string): ConnectionReport => {
      const { table } = readGivenSockets([{ name: 'printed', read: ok(Buffer.from(text)) }]);
      return reviewConnections({ ...table, ownAddresses: [server4, server6] as IpAddress[] }, { top: null, address: null });
    };
    expect(ends(given(ss))).toEqual(ends(live));
    expect(ends(given(netstat))).toEqual(ends(live));
  });

  it('are reviewed as they were opened', () => {
    const { inbound, outbound, byAddress, own } = live;
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
    const mail = live.outboundByPort.find(({ port }) => port === 25);
    expect(mail?.owners).toEqual([{ user: '1001', program: 'send.php', connections: 10 }]);
    expect(live.byLocalPort.find(({ port }) => port === 443)?.programs).toEqual(['nginx']);
  });

  it('know how many wait to be accepted, and the limit', () => {
    expect(live.byLocalPort.find(({ port }) => port === 8080)?.acceptQueue).toEqual({ waiting: 3, limit: 4, full: false });
  });
});
