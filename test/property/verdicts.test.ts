import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/classify/judge/judge.ts';
import { type AddressBehaviour, type SignHit, signs as allSigns } from '../../src/model/behaviour.ts';
import { type Identity, serviceKinds } from '../../src/model/identity.ts';
import type { Verdict } from '../../src/model/verdict-report.ts';
import {
  attacker,
  behaviour,
  behaviours,
  claims,
  connections,
  group,
  inputOf,
  ip,
  judgeOne,
  noon,
  peer,
  signs,
  site,
  verified,
} from '../unit/classify/scenes.ts';

const harshness: readonly Verdict[] = ['legitimate', 'unknown', 'suspicious', 'malicious'];
const whats = [
  '/wp-login.php',
  '/a.php',
  '/b.php',
  '/c.php',
  '/wso.php',
  '/alfa.php',
  '/c99.php',
  '/.env',
  'sql',
  'traversal',
  'nikto',
  '?author=1',
  '?author=2',
  '?author=3',
];

const hitArbitrary: fc.Arbitrary<SignHit> = fc.record({
  epoch: fc.integer({ min: noon, max: noon + 3000 }),
  site: fc.constantFrom('alice.example', 'bob.example', null),
  what: fc.constantFrom(...whats),
  method: fc.constantFrom('GET', 'POST'),
  status: fc.constantFrom(200, 403, 404, 500, null),
  agent: fc.constantFrom('', 'a'),
  forgeable: fc.boolean(),
});
const signArbitrary = fc.constantFrom(...allSigns);
const hitsArbitrary = fc.dictionary(signArbitrary, fc.array(hitArbitrary, { maxLength: 14 }), { maxKeys: 5 });

const behaviourArbitrary = (address = attacker): fc.Arbitrary<AddressBehaviour> =>
  fc
    .record({
      hits: hitsArbitrary,
      assets: fc.constantFrom(0, 0, 3, 40, 400),
      pagesServed: fc.constantFrom(0, 1, 5, 60),
      mostPerMinute: fc.constantFrom(1, 50, 320, 900),
      mostAgentsPerMinute: fc.constantFrom(1, 6, 12),
      failuresBefore: fc.option(fc.integer({ min: 1, max: 40 })),
      loginsAtOnce: fc.constantFrom(0, 1, 5),
      worksInAdmin: fc.boolean(),
      front: fc.boolean(),
    })
    .map(({ hits, failuresBefore, front, ...rest }) => {
      const signed = signs(hits);
      const requests = rest.mostPerMinute + rest.assets + rest.pagesServed + 100;
      return behaviour(address, {
        ...rest,
        requests,
        signs: signed,
        frontPages: front ? requests : 0,
        loginsAfterFailures: failuresBefore === null ? [] : [{ epoch: noon, site: 'alice.example', failuresBefore }],
      });
    });

const identityArbitrary: fc.Arbitrary<Identity> = fc.oneof(
  fc.constantFrom(...serviceKinds).map((kind) => verified('Service', kind)),
  fc.constantFrom('unverified' as const, 'fake' as const, 'checking' as const).map((status) => claims('Googlebot', status)),
);

const verdictOf = (one: AddressBehaviour, identity?: Identity): Verdict =>
  judgeOne(one, {
    behaviours: behaviours([one], { sites: [site()] }),
    ...(identity === undefined ? {} : { identities: { [one.address]: identity } }),
  }).verdict;

const notMilder = (before: Verdict, after: Verdict): boolean => harshness.indexOf(after) >= harshness.indexOf(before);

describe('verdicts', () => {
  it('never become milder by more of a sign', () => {
    fc.assert(
      fc.property(
        behaviourArbitrary(),
        fc.option(identityArbitrary),
        signArbitrary,
        fc.array(hitArbitrary, { minLength: 1, maxLength: 12 }),
        (one, identity, sign, more) => {
          const hits = [...(one.signs[sign]?.hits ?? []), ...more];
          const worse = { ...one, requests: one.requests + more.length, signs: { ...one.signs, [sign]: { count: hits.length, hits } } };
          expect([verdictOf(one, identity ?? undefined), verdictOf(worse, identity ?? undefined)]).toSatisfy(
            ([before, after]: [Verdict, Verdict]) => notMilder(before, after),
          );
        },
      ),
      { numRuns: 600 },
    );
  });

  it('never become harsher by a verified identity', () => {
    fc.assert(
      fc.property(behaviourArbitrary(), fc.constantFrom(...serviceKinds), (one, kind) => {
        expect([verdictOf(one, verified('Service', kind)), verdictOf(one)]).toSatisfy(([after, before]: [Verdict, Verdict]) =>
          notMilder(after, before),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('are never malicious for a verified service, a proxy, a private address or this server', () => {
    fc.assert(
      fc.property(behaviourArbitrary(), fc.constantFrom(...serviceKinds.filter((kind) => kind !== 'mail')), (one, kind) => {
        expect(verdictOf(one, verified('Service', kind))).not.toBe('malicious');
        expect(verdictOf({ ...one, address: ip('10.1.2.3') })).not.toBe('malicious');
        expect(verdictOf({ ...one, address: ip('192.0.2.1') })).toBe('legitimate');
      }),
      { numRuns: 200 },
    );
  });

  it('are never malicious by what can be forged, or by rates', () => {
    fc.assert(
      fc.property(fc.array(hitArbitrary, { maxLength: 30 }), fc.constantFrom(1, 500, 5000), (hits, mostPerMinute) => {
        const forged = hits.map((one) => ({ ...one, forgeable: true }));
        const one = behaviour(attacker, {
          requests: 9000,
          mostPerMinute,
          signs: signs({ 'rule-hit': forged, 'auth-failure': forged, 'bad-agent': forged }),
        });
        expect(verdictOf(one)).not.toBe('malicious');
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on the order of what was read, and every sentence is whole', () => {
    const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '2001:db8::1', '10.0.0.1'].map(ip);
    const many = fc.tuple(...addresses.map((address) => behaviourArbitrary(address)));
    const peers = [
      peer('203.0.113.2', { inbound: 120 }),
      peer('203.0.113.7', { inbound: 40, halfOpen: 30, states: { SYN_RECV: 30 } }),
      peer('192.0.2.1', { own: true }),
    ];
    const groups = [group(addresses), group(addresses.slice(1), { site: null, requests: 90 })];
    const sites = [site({ busiestMinute: 4000 }), site({ site: 'bob.example', busiestMinute: 4000 }), site({ site: null })];
    const turned = <T>(list: readonly T[]): readonly T[] => [...list].reverse();
    fc.assert(
      fc.property(many, (list) => {
        const straight = judge(inputOf({ behaviours: behaviours(list, { groups, sites }), connections: connections(peers) }));
        const mirrored = list.map((one) => ({
          ...one,
          signs: Object.fromEntries(
            turned(Object.entries(one.signs)).map(([sign, { count, hits }]) => [sign, { count, hits: turned(hits) }]),
          ),
        }));
        const reversed = judge(
          inputOf({
            behaviours: behaviours(turned(mirrored), { groups: turned(groups), sites: turned(sites) }),
            connections: connections(turned(peers)),
          }),
        );
        expect(reversed).toEqual(straight);
        const texts = [
          straight.cause.text,
          ...straight.findings.map(({ text }) => text),
          ...straight.addresses.flatMap(({ evidence }) => evidence.map(({ text }) => text)),
        ];
        for (const text of texts)
          expect(text).toMatch(/^(?!.*(?:undefined|NaN| {2}|\b1 (?:requests|tries|addresses|connections|hits)\b)).+\.$/);
      }),
      { numRuns: 150 },
    );
  });

  it('are found for nothing at all without a fault', () => {
    for (const parts of [
      {},
      { behaviours: behaviours([]) },
      { behaviours: behaviours([behaviour(attacker)], { fromEpoch: null, toEpoch: null, requests: 0 }) },
      { connections: connections([]) },
    ])
      expect(judge(inputOf(parts)).cause.text).toMatch(/\.$/);
  });
});
