import fc from 'fast-check';
import { type GuardAnswer, type GuardId, guardIds } from '../../src/model/block-report.ts';
import type { Problem } from '../../src/model/problem.ts';

/** Stands in every text that is not the asker's to know. */
export const foreign = 'FOREIGN';

/** What everybody may know of an address, or finds in logs of their own; all else the guard can say is a fact of the server. */
export const publicIds: readonly GuardId[] = [
  'your-own-address',
  'own-address-unknown',
  'loopback',
  'private-or-reserved',
  'cdn',
  'verified-crawler',
  'monitor',
  'payment',
  'site-login',
  'shared-address',
  'too-wide',
  'whole-subnet',
];

export const guardAnswer: fc.Arbitrary<GuardAnswer> = fc.constantFrom(...guardIds).map((id) => {
  const text = publicIds.includes(id) ? 'known to all' : foreign;
  return { id, text, wayOut: text, overridable: true };
});

export const problems: readonly Problem[] = [{ kind: 'permission-denied', path: `/var/${foreign}` }];
export const recovered = [{ id: 'b-1', target: foreign, did: 'rolled-back', text: foreign }] as const;
