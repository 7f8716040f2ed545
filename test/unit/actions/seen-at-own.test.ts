import { describe, expect, it } from 'vitest';
import type { Reviews } from '../../../src/actions/reviews.ts';
import { seenAtOwn } from '../../../src/actions/seen-at-own.ts';
import type { AddressConnections } from '../../../src/model/connection-report.ts';
import { failed, ok } from '../../../src/model/result.ts';
import { fakeReviews } from '../../browser/fake-reviews.ts';
import { given } from '../../given-address.ts';

const address = given('203.0.113.7');
const nobody = fakeReviews('empty');

/** Reviews that know of one peer, of requests in the last hour or day, of a log that cannot be read. */
function reviewsOf({
  peer,
  hour = 0,
  day = 0,
  unread = false,
  none = false,
}: {
  peer?: Partial<AddressConnections>;
  hour?: number;
  day?: number;
  unread?: boolean;
  none?: boolean;
}): Reviews {
  return {
    ...nobody,
    connections: async (question) => {
      const report = await nobody.connections(question);
      if (!report.ok || peer === undefined) return report;
      const row = { address, connections: 3, inbound: 3, outbound: 0, halfOpen: 0, receiveQueued: 0, own: false, states: {} };
      return ok({ ...report.value, byAddress: [{ ...row, localPorts: { '443': 3 }, otherLocalPorts: 0, ...peer }] });
    },
    access: async (question) => {
      const report = await nobody.access(question);
      const file = { path: 'x', site: null, lines: 0, bytes: 0 };
      const parsed =
        question.address !== address || question.onlyProof !== true
          ? 99
          : question.window === '1h'
            ? hour
            : question.window === '24h'
              ? day
              : 99;
      return { ...report, parsed, files: none ? [] : [unread ? { ...file, problem: { kind: 'not-found', path: 'x' } } : file] };
    },
  };
}

describe('whether an address was seen at own accounts', () => {
  it.each<[string, Parameters<typeof reviewsOf>[0], boolean]>([
    ['nothing', {}, false],
    ['a request within the hour', { hour: 1 }, true],
    ['a request within the day', { day: 1 }, true],
    ['a request within the day, and a log that cannot be read', { day: 1, unread: true }, true],
    ['connections to the web', { peer: {} }, true],
    ['connections to the web without TLS', { peer: { localPorts: { '80': 1 } } }, true],
    // Accounts can listen on such a port, and call anybody from it.
    ['connections to a port that anybody may open', { peer: { localPorts: { '8080': 3 } } }, false],
    ['connections that an account opened', { peer: { inbound: 0, outbound: 3, localPorts: { '40000': 3 } } }, false],
    ['half-open connections, which anybody can forge', { peer: { halfOpen: 3 } }, false],
    ['half-open connections beside a whole one', { peer: { halfOpen: 2 } }, true],
    ['another address', { peer: { address: '203.0.113.8' } }, false],
    ['this machine itself', { peer: { own: true } }, false],
  ])('%s', async (_, seen, expected) => {
    expect(await seenAtOwn(reviewsOf(seen), address)).toEqual({ ok: true, value: expected });
  });

  it('is not known while a log could not be read', async () => {
    expect(await seenAtOwn(reviewsOf({ unread: true }), address)).toEqual({ ok: false, problem: { kind: 'not-found', path: 'x' } });
  });

  it('is not known where no log proves anything: a proxy in front, which any account can play, says who comes', async () => {
    expect(await seenAtOwn(reviewsOf({ none: true }), address)).toMatchObject({ ok: false });
    expect(await seenAtOwn(reviewsOf({ none: true, peer: {} }), address)).toEqual({ ok: true, value: true });
  });

  it('is found in the logs where connections cannot be read', async () => {
    const connections: Reviews['connections'] = () => Promise.resolve(failed({ kind: 'permission-denied', path: '/proc/net/tcp' }));
    expect(await seenAtOwn({ ...reviewsOf({ hour: 1 }), connections }, address)).toEqual({ ok: true, value: true });
    expect(await seenAtOwn({ ...reviewsOf({}), connections }, address)).toEqual({ ok: true, value: false });
  });
});
