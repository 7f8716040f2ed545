import { describe, expect, it } from 'vitest';
import { directionByListeners, directionByPorts } from '../../../../src/classify/connections/direction.ts';
import type { SocketRow } from '../../../../src/model/socket.ts';
import { address, connection, listener } from './rows.ts';

const inbound = (row: SocketRow, ...listeners: readonly SocketRow[]): boolean => directionByListeners([...listeners, row])(row);

describe('the direction of a connection, by the listeners', () => {
  const toHttps = connection(443, '198.51.100.7', 51_000);

  it.each([
    ['any IPv4 address', listener('0.0.0.0', 443), true],
    ['any address, dual-stack', listener('::', 443), true],
    ['the address', listener('192.0.2.10', 443), true],
    ['any address of a device', listener('::%eth0', 443), true],
    ['another address', listener('192.0.2.11', 443), false],
    ['another port', listener('0.0.0.0', 80), false],
    ['the port, for UDP', listener('0.0.0.0', 443, { protocol: 'udp', state: 'CLOSE' }), false],
  ])('with a listener on %s', (_, row, expected) => {
    expect(inbound(toHttps, row)).toBe(expected);
  });

  it('of IPv6 is not decided by a listener on any IPv4 address', () => {
    const row = connection(443, '2001:db8::7', 51_000);
    expect(inbound(row, listener('0.0.0.0', 443))).toBe(false);
    expect(inbound(row, listener('::', 443))).toBe(true);
  });

  it('does not mind the zone, which only some rows name', () => {
    const row = connection(546, 'fe80::2', 547, { localAddress: address('fe80::1') });
    expect(inbound(row, listener('fe80::1%eth0', 546))).toBe(true);
  });

  it('is outbound where nobody listens', () => {
    expect(inbound(connection(40_000, '203.0.113.25', 25))).toBe(false);
  });

  it('is told by the handshake before anything else', () => {
    expect(inbound(connection(443, '198.51.100.7', 51_000, { state: 'SYN_RECV' }))).toBe(true);
    expect(inbound(connection(443, '198.51.100.7', 51_000, { state: 'SYN_SENT' }), listener('::', 443))).toBe(false);
  });
});

describe('the direction of a connection, guessed by its ports', () => {
  it.each([
    ['a service here', 443, 51_000, true],
    ['a service there', 51_000, 25, false],
    ['a known service above 1024 here', 3306, 51_000, true],
    ['a known service above 1024 there', 51_000, 3306, false],
    ['services on both sides, the lower here', 25, 3306, true],
    ['services on both sides, the lower there', 3306, 25, false],
    ['a service on neither side, the lower here', 20_000, 51_000, true],
    ['a service on neither side, the lower there', 51_000, 20_000, false],
    ['the same service on both sides', 123, 123, false],
  ])('%s', (_, localPort, peerPort, expected) => {
    expect(directionByPorts(connection(localPort, '198.51.100.7', peerPort))).toBe(expected);
  });

  it('is told by the handshake before anything else', () => {
    expect(directionByPorts(connection(51_000, '198.51.100.7', 25, { state: 'SYN_RECV' }))).toBe(true);
    expect(directionByPorts(connection(25, '198.51.100.7', 51_000, { state: 'SYN_SENT' }))).toBe(false);
  });
});
