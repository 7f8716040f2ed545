import { describe, expect, it } from 'vitest';
import type { SocketRow } from '../../../../src/model/socket.ts';
import { AddressCache } from '../../../../src/scan/sockets/address-cache.ts';
import { addressFit, parseNetstatRow } from '../../../../src/scan/sockets/netstat.ts';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';

const parse = (line: string): SocketRow | undefined => parseNetstatRow(line, new AddressCache(), ownersByNumber());

describe('a row of netstat', () => {
  it('is read field by field', () => {
    expect(parse('tcp6      12     34 192.0.2.10:443          198.51.100.7:51000      ESTABLISHED')).toEqual({
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

  it('of a listener has the accept queue, and the limit only where it is told', () => {
    expect(parse('tcp 5 0 127.0.0.1:8080 0.0.0.0:* LISTEN')).toMatchObject({ listening: true, receiveQueue: 5, sendQueue: null });
    expect(parse('tcp 5 4 127.0.0.1:8080 0.0.0.0:* LISTEN')).toMatchObject({ listening: true, receiveQueue: 5, sendQueue: 4 });
  });

  it('of a UDP socket without a state is a listening one', () => {
    expect(parse('udp        0      0 0.0.0.0:68              0.0.0.0:*                          ')).toMatchObject({
      protocol: 'udp',
      state: 'CLOSE',
      listening: true,
    });
    expect(
      parse('udp6       0      0 :::5353                 :::*                                0          801        12/avahi-daemon: r'),
    ).toMatchObject({
      listening: true,
      family: 6,
      owner: { uid: 0, pid: 12, program: 'avahi-daemon: r' },
    });
  });

  it.each([
    ['ESTABLISHED 12/nginx: worker pro', { program: 'nginx: worker pro', pid: 12, uid: null, user: null }],
    ['ESTABLISHED 33         4711       12/nginx            ', { program: 'nginx', pid: 12, uid: 33, user: null }],
    ['ESTABLISHED www-data   4711       -', { program: null, pid: null, uid: null, user: 'www-data' }],
    ['ESTABLISHED 33 4711 12/nginx: worker  keepalive (7199.51/0/0)', { program: 'nginx: worker', pid: 12, uid: 33, user: null }],
    ['TIME_WAIT   0          0          -                   ', null],
    ['TIME_WAIT   root       0          -                   ', null],
    ['ESTABLISHED -                   ', null],
    ['ESTABLISHED off (0.00/0/0)', null],
  ])('ends in %j', (tail, owner) => {
    expect(parse(`tcp 0 0 192.0.2.10:443 198.51.100.7:51000 ${tail}`)).toMatchObject({ peerPort: 51_000, owner });
  });

  it.each([
    'tcp 0 0 web.example:https 198.51.100.7:51000 ESTABLISHED',
    'tcp 0 0 192.0.2.10:443',
    'tcp6 0 0 2001:db8:1234:567:40415 :::* LISTEN',
  ])('%j is none', (line) => {
    expect(parse(line)).toBeUndefined();
  });
});

describe('the addresses of a row of netstat', () => {
  it.each([
    ['short', 'tcp6 0 0 2001:db8:10::10:443     2001:db8:66:1::c:44529  ESTABLISHED'],
    ['full', 'tcp6 0 0 2001:db8:10::10:443     2001:db8:66:1::1c:44529 ESTABLISHED'],
    ['full', 'tcp6 0 0 2001:db8:1234:567:40415 2001:db8:10::10:443     ESTABLISHED'],
    ['wide', 'tcp6 0 0 2001:db8:10::10:443     2001:db8:66:1::1cc:44529 ESTABLISHED'],
  ])('are %s', (fit, line) => {
    expect(addressFit(line)).toBe(fit);
  });

  it('of the longest IPv4 kind still fit', () => {
    expect(addressFit('tcp 0 0 198.151.100.100:65535 203.201.113.113:65535 ESTABLISHED')).toBe('short');
  });
});
