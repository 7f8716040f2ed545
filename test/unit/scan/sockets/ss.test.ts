import { describe, expect, it } from 'vitest';
import type { SocketRow } from '../../../../src/model/socket.ts';
import { AddressCache } from '../../../../src/scan/sockets/address-cache.ts';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';
import { parseSsRow } from '../../../../src/scan/sockets/ss.ts';

const parse = (line: string, hasNetid = true): SocketRow | undefined => parseSsRow(line, hasNetid, new AddressCache(), ownersByNumber());

describe('a row of ss', () => {
  it('is read field by field', () => {
    expect(parse('tcp   ESTAB  12     34     [::ffff:192.0.2.10]:443   [::ffff:198.51.100.7]:51000  ')).toEqual({
      protocol: 'tcp',
      family: 6,
      state: 'ESTABLISHED',
      listening: false,
      localAddress: '192.0.2.10',
      localPort: 443,
      peerAddress: '198.51.100.7',
      peerPort: 51_000,
      receiveQueue: 12,
      sendQueue: 34,
      owner: null,
    });
  });

  it('of a listener has the accept queue and its limit', () => {
    expect(parse('tcp   LISTEN 5      4      127.0.0.1:8080      0.0.0.0:*')).toMatchObject({
      listening: true,
      receiveQueue: 5,
      sendQueue: 4,
      peerAddress: '0.0.0.0',
      peerPort: 0,
    });
  });

  it.each([
    ['ESTAB', 'ESTABLISHED'],
    ['SYN-SENT', 'SYN_SENT'],
    ['SYN-RECV', 'SYN_RECV'],
    ['FIN-WAIT-1', 'FIN_WAIT1'],
    ['FIN-WAIT-2', 'FIN_WAIT2'],
    ['TIME-WAIT', 'TIME_WAIT'],
    ['UNCONN', 'CLOSE'],
    ['CLOSE-WAIT', 'CLOSE_WAIT'],
    ['LAST-ACK', 'LAST_ACK'],
    ['CLOSING', 'CLOSING'],
  ])('in %s is in %s', (name, state) => {
    expect(parse(`tcp ${name} 0 0 192.0.2.10:443 198.51.100.7:51000`)).toMatchObject({ state, listening: false });
  });

  it('without the Netid column is TCP, or UDP where only UDP has the state', () => {
    expect(parse('ESTAB  0 0 192.0.2.10:443 198.51.100.7:51000', false)).toMatchObject({ protocol: 'tcp', state: 'ESTABLISHED' });
    expect(parse('UNCONN 0 0 0.0.0.0:68 0.0.0.0:*', false)).toMatchObject({ protocol: 'udp', listening: true });
  });

  it('names the first process and the user', () => {
    const rest = 'users:(("nginx",pid=12,fd=3),("nginx",pid=13,fd=3)) uid:33 ino:4711 sk:1 cgroup:/x <->';
    expect(parse(`tcp ESTAB 0 0 192.0.2.10:443 198.51.100.7:51000 ${rest}`)?.owner).toEqual({
      program: 'nginx',
      pid: 12,
      uid: 33,
      user: null,
    });
  });

  it('leaves the number of root out', () => {
    expect(parse('tcp ESTAB 0 0 192.0.2.10:443 198.51.100.7:51000 ino:4711 sk:1 <->')?.owner).toMatchObject({ uid: 0 });
  });

  it('of a socket that is past its process has no owner', () => {
    expect(parse('tcp TIME-WAIT 0 0 192.0.2.10:443 198.51.100.7:51000 timer:(timewait,45sec,0) ino:0 sk:1')?.owner).toBeNull();
  });

  it.each([
    ['a"b', 'users:(("a"b",pid=9,fd=3)) uid:33 ino:1'],
    ['))uid:0', 'users:((")) uid:0".slice",pid=9,fd=3)) uid:33 ino:1'],
    ['sshd: root@pts/0', 'users:(("sshd: root@pts/0",pid=9,fd=3)) uid:33 ino:1'],
  ])('is not misled by a program that calls itself %j', (_, rest) => {
    expect(parse(`tcp ESTAB 0 0 192.0.2.10:443 198.51.100.7:51000 ${rest}`)?.owner).toMatchObject({ pid: 9, uid: 33 });
  });

  it.each([
    'tcp ESTAB 0 0 web.example:https 198.51.100.7:51000',
    'tcp ESTAB 0 0 192.0.2.10:443',
    'tcp ESTAB 0 0 192.0.2.10:443 198.51.100.7',
  ])('%j is none', (line) => {
    expect(parse(line)).toBeUndefined();
  });
});
