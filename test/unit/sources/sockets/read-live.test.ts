import { describe, expect, it } from 'vitest';
import { reviewConnections } from '../../../../src/actions/review-connections.ts';
import type { ConnectionReport } from '../../../../src/model/connection-report.ts';
import type { Problem } from '../../../../src/model/problem.ts';
import { failed } from '../../../../src/model/result.ts';
import { readLiveSockets } from '../../../../src/sources/sockets/read-live.ts';
import { address } from '../../classify/connections/rows.ts';
import { type PretendMachine, pretendMachine, procConnection, procListener, procText } from './machine.ts';

const everything = { top: null, address: null };

async function read(machine: PretendMachine, withPrograms = false): Promise<ConnectionReport> {
  const result = await readLiveSockets({ withPrograms, ...everything }, machine);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return reviewConnections(result.value.table, everything, result.value.problems);
}

const denied = failed<Problem>({ kind: 'permission-denied', path: '/proc/net/tcp' });
const missing6 = failed<Problem>({ kind: 'not-found', path: '/proc/net/tcp6' });

describe('the sockets of this machine', () => {
  it('come from /proc/net without running anything', async () => {
    const machine = pretendMachine({
      tables: { tcp: procText(procConnection('01BB', 1001, 12)), udp: procText(procConnection('9C40', 0, 13)) },
      rest: { ownAddresses: () => [address('192.0.2.10')] },
    });
    const report = await read(machine);
    expect(report).toMatchObject({ source: '/proc/net', takenAt: '2026-11-22T06:39:45.000Z', total: 2, unparsed: 0, problems: [] });
    expect(report.byLocalPort.map(({ port }) => port)).toEqual([443, 40_000]);
    expect(machine.ran).toEqual([]);
  });

  it('know their listeners even where there are none', async () => {
    expect((await read(pretendMachine({}))).directionGuessed).toBe(false);
  });

  it('may do without IPv6', async () => {
    const machine = pretendMachine({ tables: { tcp: procText(procConnection('01BB', 0, 12)), tcp6: missing6, udp6: missing6 } });
    expect(await read(machine)).toMatchObject({ source: '/proc/net', total: 1 });
  });

  it('come from ss where /proc/net is closed', async () => {
    const programs = { '/usr/bin/ss': 'tcp ESTAB 0 0 192.0.2.10:443 198.51.100.7:51000 uid:1001 ino:12 sk:1 <->\n' };
    const machine = pretendMachine({ tables: { tcp: denied }, programs });
    expect(await read(machine)).toMatchObject({ source: 'ss', outboundByPort: [{ port: 51_000, owners: [{ user: 'alice' }] }] });
    expect(machine.ran).toEqual(['/usr/bin/ss -tunaeH']);
  });

  it('come from netstat where there is no ss either', async () => {
    const programs = { '/bin/netstat': 'tcp 0 0 192.0.2.10:443 198.51.100.7:51000 ESTABLISHED 1001 12\n' };
    const machine = pretendMachine({ tables: { tcp: denied }, programs });
    expect(await read(machine)).toMatchObject({ source: 'netstat', outboundByPort: [{ port: 51_000, owners: [{ user: 'alice' }] }] });
    expect(machine.ran).toEqual(['/usr/bin/ss -tunaeH', '/usr/sbin/ss -tunaeH', '/usr/bin/netstat -tunaeW', '/bin/netstat -tunaeW']);
  });

  it('cannot be had where nothing works, and the reason is that of /proc/net', async () => {
    expect(await readLiveSockets({ withPrograms: false, ...everything }, pretendMachine({ tables: { tcp: denied } }))).toEqual(denied);
  });
});

describe('the owners of the sockets of this machine', () => {
  const tables = { tcp: procText(procConnection('01BB', 1001, 12), procConnection('0050', 1002, 13), procConnection('0019', 0, 0)) };
  const ownersOf = (report: ConnectionReport): unknown => report.outboundByPort[0]?.owners;
  const socketHolders = () => ({ byInode: new Map([[12, { pid: 5, program: 'php-fpm' }]]), processesRead: 40, processes: 40 });

  it('are users, known by name where the machine has one', async () => {
    expect(ownersOf(await read(pretendMachine({ tables, rest: { socketHolders } })))).toEqual([
      { user: null, program: null, connections: 1 },
      { user: '1002', program: null, connections: 1 },
      { user: 'alice', program: null, connections: 1 },
    ]);
  });

  it('are programs too, where asked for', async () => {
    const report = await read(pretendMachine({ tables, rest: { socketHolders } }), true);
    expect(ownersOf(report)).toEqual([
      { user: null, program: null, connections: 1 },
      { user: '1002', program: null, connections: 1 },
      { user: 'alice', program: 'php-fpm', connections: 1 },
    ]);
    expect(report.problems).toEqual([]);
  });

  it('are said to be incomplete where there was no time to look at every process', async () => {
    const cutShort = () => ({ ...socketHolders(), processesRead: 40, processes: 9_000 });
    const { problems } = await read(pretendMachine({ tables, rest: { socketHolders: cutShort } }), true);
    expect(problems).toEqual([{ kind: 'owners-incomplete', processesRead: 40, processes: 9_000 }]);
  });

  it('are numbers where the machine does not tell the names', async () => {
    const passwd = () => failed<Problem>({ kind: 'permission-denied', path: '/etc/passwd' });
    expect(ownersOf(await read(pretendMachine({ tables, rest: { passwd } })))).toContainEqual({
      user: '1001',
      program: null,
      connections: 1,
    });
  });
});

describe('the limit of an accept queue', () => {
  const programs = { '/usr/sbin/ss': 'LISTEN 3 128 0.0.0.0%eth0:80 0.0.0.0:*\nLISTEN 0 511 0.0.0.0:443 0.0.0.0:*\n' };

  it('is asked of ss where connections wait', async () => {
    const machine = pretendMachine({ tables: { tcp: procText(procListener('0050', '03'), procListener('01BB', '00')) }, programs });
    expect((await read(machine)).byLocalPort.map(({ port, acceptQueue }) => [port, acceptQueue])).toEqual([
      [80, { waiting: 3, limit: 128, full: false }],
      [443, { waiting: 0, limit: 511, full: false }],
    ]);
    expect(machine.ran).toEqual(['/usr/bin/ss -tlnH', '/usr/sbin/ss -tlnH']);
  });

  it('is not asked for where none waits', async () => {
    const machine = pretendMachine({ tables: { tcp: procText(procListener('0050', '00')) }, programs });
    expect((await read(machine)).byLocalPort).toMatchObject([{ acceptQueue: { waiting: 0, limit: null, full: false } }]);
    expect(machine.ran).toEqual([]);
  });

  it('stays unknown without ss, and that is no problem', async () => {
    const { byLocalPort, problems } = await read(pretendMachine({ tables: { tcp: procText(procListener('0050', '03')) } }));
    expect(byLocalPort).toMatchObject([{ acceptQueue: { waiting: 3, limit: null, full: null } }]);
    expect(problems).toEqual([]);
  });
});
