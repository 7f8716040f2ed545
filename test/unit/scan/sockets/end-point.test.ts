import { describe, expect, it } from 'vitest';
import { AddressCache } from '../../../../src/scan/sockets/address-cache.ts';
import { parseEndPoint } from '../../../../src/scan/sockets/end-point.ts';

describe('an end point', () => {
  it.each([
    ['192.0.2.1:443', '192.0.2.1', 443, 4],
    ['0.0.0.0:*', '0.0.0.0', 0, 4],
    ['*:80', '::', 80, 6],
    ['*:*', '::', 0, 6],
    ['*%eth0:546', '::', 546, 6],
    ['[::]:443', '::', 443, 6],
    [':::80', '::', 80, 6],
    [':::*', '::', 0, 6],
    ['::1:323', '::1', 323, 6],
    ['[2001:db8::1]:443', '2001:db8::1', 443, 6],
    ['2001:db8::1:443', '2001:db8::1', 443, 6],
    ['[2001:DB8:0:0::1]:443', '2001:db8::1', 443, 6],
    ['[::ffff:192.0.2.1]:443', '192.0.2.1', 443, 6],
    ['::ffff:192.0.2.1:443', '192.0.2.1', 443, 6],
    ['192.0.2.1%eth0:68', '192.0.2.1', 68, 4],
    ['[fe80::1]%eth0:123', 'fe80::1%eth0', 123, 6],
    ['[fe80::1%eth0]:123', 'fe80::1%eth0', 123, 6],
  ] as const)('%s', (text, address, port, family) => {
    expect(parseEndPoint(text, new AddressCache())).toEqual({ address, port, family });
  });

  it.each([
    '192.0.2.1',
    '192.0.2.1:https',
    'web.example:443',
    '192.0.2.1:65536',
    '192.0.2.1:',
    ':443',
    '2001:db8:1234:567:443',
    '[2001:db8::1:443',
    '192.0.2.256:80',
    '1:80',
    '',
  ])('%j is none', (text) => {
    expect(parseEndPoint(text, new AddressCache())).toBeUndefined();
  });
});
