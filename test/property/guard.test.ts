import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/block/guard/guard.ts';
import { type GuardFacts, noGuardFacts } from '../../src/block/guard/guard-facts.ts';
import { parseBlockTarget } from '../../src/block/target.ts';
import type { BlockTarget } from '../../src/model/block.ts';
import { type IpAddress, ipAddressOfBytes, ipAddressOfGroups, parseIpAddress } from '../../src/model/ip-address.ts';
import { rangeAround } from '../../src/model/ip-range.ts';

const ipv4Bytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const ipv6Groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
const address = fc.oneof(
  ipv4Bytes.map(([a, b, c, d]) => ipAddressOfBytes(a, b, c, d)),
  ipv6Groups.map((groups) => ipAddressOfGroups(groups)),
);

/** One address in the many ways people and programs write it. */
const spelled = fc.oneof(
  ipv4Bytes.chain(([a, b, c, d]) => {
    const dotted = `${a}.${b}.${c}.${d}`;
    const high = (a * 256 + b).toString(16);
    const low = (c * 256 + d).toString(16);
    return fc.constantFrom(
      ...[dotted, `${dotted}/32`, `::ffff:${dotted}`, `::FFFF:${dotted}`, `0:0:0:0:0:ffff:${high}:${low}`, `::ffff:${dotted}/128`].map(
        (text) => ({
          text,
          address: ipAddressOfBytes(a, b, c, d),
        }),
      ),
    );
  }),
  ipv6Groups.chain((groups) => {
    const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
    const short = groups.map((group) => group.toString(16)).join(':');
    return fc.constantFrom(
      ...[long, short, long.toUpperCase(), `${short}/128`, `${short}%eth0`, ` ${long} `].map((text) => ({
        text,
        address: ipAddressOfGroups(groups),
      })),
    );
  }),
);

const targetOf = (text: string): BlockTarget => {
  const target = parseBlockTarget(text);
  if (!target.ok) throw new Error(text);
  return target.value;
};
const refusalsOf = (target: BlockTarget, facts: Partial<GuardFacts>): readonly string[] =>
  guard({ target, scope: { kind: 'server' } }, { ...noGuardFacts, ...facts }).refusals.map(
    ({ id, overridable }) => `${id} ${String(overridable)}`,
  );

const around = (one: IpAddress, bits: number): BlockTarget => rangeAround(one, Math.min(bits, one.includes(':') ? 128 : 32));

describe('the guard', () => {
  it('knows an address however it is spelled', () => {
    fc.assert(
      fc.property(spelled, (one) => {
        const target = targetOf(one.text);
        expect(target).toBe(one.address);
        expect(refusalsOf(target, { operatorAddress: one.address })).toContain('your-own-address false');
      }),
    );
  });

  it('finds the operator and the server in every range around them, and in no other', () => {
    fc.assert(
      fc.property(address, address, fc.nat(128), (own, other, bits) => {
        const range = around(own, bits);
        expect(refusalsOf(range, { operatorAddress: own })).toContain('your-own-address false');
        const alone = parseIpAddress(other);
        if (alone !== undefined && alone !== own)
          expect(refusalsOf(other, { operatorAddress: own })).not.toContain('your-own-address false');
      }),
    );
  });

  it('never lets a range through that holds an address it refuses', () => {
    fc.assert(
      fc.property(address, fc.nat(128), (one, bits) => {
        const alone = refusalsOf(one, {});
        const inRange = refusalsOf(around(one, bits), {});
        for (const refusal of alone.filter((text) => text.endsWith('false'))) expect(inRange).toContain(refusal);
        if (alone.length > 0) expect(inRange.length).toBeGreaterThan(0);
      }),
    );
  });

  it('says nothing against an ordinary address when it knows nothing', () => {
    for (const text of ['192.0.2.1', '198.51.100.255', '203.0.113.0/24', '2001:db8::1', '2001:db8:7::/48', '8.8.8.8', '2002:c000:204::1']) {
      expect(refusalsOf(targetOf(text), {})).toEqual([]);
    }
  });
});
