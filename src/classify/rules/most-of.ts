import type { Sign } from '../../model/behaviour.ts';
import { countOf, hitsOf, type Subject } from './subject.ts';
import { mostWithin, type Stretch } from './windows.ts';

/** The busiest stretch of some signs; `atLeast` where more came than are kept one by one. */
export interface KnownStretch extends Stretch {
  readonly atLeast: boolean;
}

/**
 * Most of some signs within any `seconds`. Of a flood only the first hits are kept, and they may be the slow beginning: but
 * all are counted, and so many in the time there was cannot all be spread thinly. The busiest of the stretches that cover
 * that time has at least its part of them, so a flood is never judged milder than its count.
 */
export function mostOf(subject: Subject, signs: readonly Sign[], seconds: number | null): KnownStretch {
  const hits = hitsOf(subject, ...signs);
  const kept = mostWithin(hits, seconds);
  const all = countOf(subject, ...signs);
  const first = hits.reduce((oldest, { epoch }) => Math.min(oldest, epoch ?? -Infinity), Infinity);
  const last = subject.behaviour?.lastEpoch ?? -Infinity;
  if (all <= hits.length || !Number.isFinite(first) || last < first) return { ...kept, atLeast: all > hits.length };
  const span = last - first;
  const stretches = seconds === null ? 1 : Math.ceil((span + 1) / (seconds + 1));
  const least = Math.ceil(all / stretches);
  return least > kept.count ? { count: least, seconds: Math.min(seconds ?? span, span), atLeast: true } : { ...kept, atLeast: true };
}

/** How evidence begins that tells of a stretch. */
export const atLeastText = ({ atLeast }: KnownStretch): string => (atLeast ? 'At least ' : '');
