import { describe, expect, it } from 'vitest';
import { ownAddresses } from '../../../../src/classify/connections/own-addresses.ts';
import { address, connection, listener, table } from './rows.ts';

describe("this machine's own addresses", () => {
  const isOwn = ownAddresses(
    table([connection(443, '198.51.100.7', 51_000), listener('0.0.0.0', 80), listener('::', 443), listener('fe80::1%eth0', 546)], {
      ownAddresses: [address('203.0.113.1')],
    }),
  );

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['203.0.113.1', true], // known of the machine
    ['192.0.2.10', true], // a socket is bound to it
    ['fe80::1%eth0', true],
    ['fe80::1', true],
    ['198.51.100.7', false],
    ['0.0.0.0', false],
    ['::', false],
    ['fe80::2%eth0', false],
  ])('%s: %s', (text, expected) => {
    expect(isOwn(address(text))).toBe(expected);
  });
});
