import { describe, expect, it } from 'vitest';
import type { Protocol, SocketRow } from '../../../../src/model/socket.ts';
import { AddressCache } from '../../../../src/scan/sockets/address-cache.ts';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';
import { parseProcRow, protocolByWords } from '../../../../src/scan/sockets/proc-net.ts';
import { slotColon } from '../../../../src/scan/sockets/proc-row.ts';

function parse(line: string, protocol: Protocol = 'tcp'): SocketRow | undefined {
  const bytes = Buffer.from(line);
  const slotEnd = slotColon(bytes, 0, bytes.length);
  if (slotEnd < 0) return undefined;
  return parseProcRow(bytes, slotEnd, bytes.length, protocol, new AddressCache(), ownersByNumber());
}

const established =
  '   7: 0A0200C0:01BB 076433C6:C738 01 0000000A:00000FF0 02:000A7214 00000000    33        0 12345 2 0000000002ae5c9a 20 4 30 10 -1 ';

describe('a row of /proc/net', () => {
  it('is read field by field', () => {
    expect(parse(established)).toEqual({
      protocol: 'tcp',
      family: 4,
      state: 'ESTABLISHED',
      listening: false,
      localAddress: '192.0.2.10',
      localPort: 443,
      peerAddress: '198.51.100.7',
      peerPort: 51_000,
      receiveQueue: 0xff0,
      sendQueue: 10,
      owner: { program: null, pid: null, uid: 33, user: null },
    });
  });

  it('has its IPv6 address in four words', () => {
    const row = parse(
      '   0: B80D0120000010000000000010000000:01BB B80D012078563412F0DEBC9A78563412:9DDF 01 00000000:00000000 00:00000000 00000000     0        0 29066 1 0 20 4 30 10 -1',
    );
    expect(row).toMatchObject({ family: 6, localAddress: '2001:db8:10::10', peerAddress: '2001:db8:1234:5678:9abc:def0:1234:5678' });
  });

  it('shows an IPv4 client of a dual-stack listener as IPv4', () => {
    const row = parse(
      '   0: 0000000000000000FFFF00000A0200C0:0050 0000000000000000FFFF0000076433C6:9DDF 01 00000000:00000000 00:00000000 00000000     0        0 29066 1 0',
    );
    expect(row).toMatchObject({ family: 6, localAddress: '192.0.2.10', peerAddress: '198.51.100.7' });
  });

  it('of a listener tells how many wait to be accepted, and not the limit', () => {
    const row = parse(
      '   3: 0100007F:1F90 00000000:0000 0A 00000000:00000005 00:00000000 00000000    48        0 2001 1 0000000002ae5c9a 100 0 0 10 0',
    );
    expect(row).toMatchObject({ state: 'LISTEN', listening: true, receiveQueue: 5, sendQueue: null });
  });

  it('of a UDP socket without a peer is a listening one', () => {
    const line = '  311: 00000000:0044 00000000:0000 07 00000000:00000300 00:00000000 00000000     0        0 801 2 0000000002ae5c9a 0';
    expect(parse(line, 'udp')).toMatchObject({ protocol: 'udp', state: 'CLOSE', listening: true, receiveQueue: 0x300, sendQueue: 0 });
  });

  it('of a connected UDP socket is a connection', () => {
    const line = '  311: 0A0200C0:9C40 357100CB:0035 01 00000000:00000000 00:00000000 00000000     0        0 801 2 0000000002ae5c9a 0';
    expect(parse(line, 'udp')).toMatchObject({ state: 'ESTABLISHED', listening: false, peerAddress: '203.0.113.53', peerPort: 53 });
  });

  it.each([
    ['TIME_WAIT', '06'],
    ['SYN_RECV', '03'],
    ['SYN_RECV', '0C'],
    ['UNKNOWN', '0D'],
  ])('is in state %s for the number %s', (state, number) => {
    const line = ` 12: 0A0200C0:01BB 076433C6:C738 ${number} 00000000:00000000 03:00000F9B 00000000     0        0 0 3 0000000002ae5c9a`;
    expect(parse(line)).toMatchObject({ state, owner: null });
  });

  it('may have a timer so far off that its column is wider', () => {
    const wide = established.replace('02:000A7214', '02:1000A72140');
    expect(wide).not.toBe(established);
    expect(parse(wide)).toEqual(parse(established));
  });

  it('may have a slot number of any length', () => {
    expect(parse(established.replace('   7:', '123456:'))).toMatchObject({ localPort: 443, peerPort: 51_000 });
  });

  it.each([
    ['cut in the queues', established.slice(0, 50)],
    ['cut before the inode', established.slice(0, established.indexOf('12345'))],
    ['with a letter that is no digit', established.replace('0A0200C0', '0A0200G0')],
    ['with a bad port', established.replace(':01BB', ':01B ')],
    ['with a bad state', established.replace(' 01 ', ' ZZ ')],
    ['with neither 8 nor 32 digits', established.replace('0A0200C0', '0A0200C000')],
    ['without a slot', established.replace('   7:', '    ')],
  ])('%s is none', (_, line) => {
    expect(parse(line)).toBeUndefined();
  });

  it('never looks past the end of its line', () => {
    const two = `${established.slice(0, 60)}\n${established}`;
    const bytes = Buffer.from(two);
    expect(parseProcRow(bytes, slotColon(bytes, 0, 60), 60, 'tcp', new AddressCache(), ownersByNumber())).toBeUndefined();
  });
});

describe('the protocol of a row by itself', () => {
  it.each<[Protocol, string]>([
    ['tcp', established],
    ['tcp', ' 12: 0A0200C0:01BB 076433C6:C738 06 00000000:00000000 03:00000F9B 00000000     0        0 0 3 0000000002ae5c9a'],
    [
      'udp',
      '  311: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 801 2 0000000002ae5c9a 0         ',
    ],
    // A slot of five digits leaves no blank before it.
    ['udp', '16384: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 801 2 0000000002ae5c9a 0'],
    ['tcp', established.replace('   7:', '12345:')],
  ])('is %s', (protocol, line) => {
    expect(protocolByWords(Buffer.from(`row before\n${line}`), 11, 11 + line.length)).toBe(protocol);
  });
});
