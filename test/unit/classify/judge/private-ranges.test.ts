import { describe, expect, it } from 'vitest';
import { isPrivate } from '../../../../src/classify/judge/private-ranges.ts';
import { ip } from '../scenes.ts';

describe('private ranges', () => {
  it('begin and end where they do', () => {
    const inside = ['10.0.0.1', '172.16.0.0', '172.31.255.255', '192.168.1.1', '169.254.0.1', '100.64.0.1', '100.127.0.1', '127.0.0.1'];
    const outside = ['11.0.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '169.253.0.1', '100.63.0.1', '100.128.0.1', '203.0.113.1'];
    expect(inside.filter((text) => !isPrivate(ip(text)))).toEqual([]);
    expect(outside.filter((text) => isPrivate(ip(text)))).toEqual([]);
  });

  it('of IPv6 are those by its first group', () => {
    const all = ['fc00::1', 'fdff::1', 'fe80::1%eth0', 'febf::1', '2001:db8::1', 'fec0::1', 'fe7f::1', 'fc::1', '10::1'];
    expect(all.filter((text) => isPrivate(ip(text)))).toEqual(['fc00::1', 'fdff::1', 'fe80::1%eth0', 'febf::1']);
  });
});
