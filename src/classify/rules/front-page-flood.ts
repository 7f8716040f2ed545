import type { AddressBehaviour } from '../../model/behaviour.ts';
import { counted, within } from '../words.ts';
import type { Limits } from '../limits.ts';
import { asksOnlyForFront, type FrontPageCrowd } from './front-page-crowds.ts';
import type { Rule } from './rule.ts';
import { namesItself, type Subject } from './subject.ts';

/**
 * Less than is a flood anywhere, but for the front page alone and minute after minute, by one address or by many at the same
 * time: no page is read that way. Suspicious at most; who is known to watch sites is proved or says so.
 */
export const frontPageFlood: Rule = {
  id: 'front-page-flood',
  title: 'The front page again and again',
  meaning: 'The front page is asked for without a pause, and nothing that it is drawn with.',
  family: 'flood',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    if (behaviour === null || !asksOnlyForFront(behaviour) || namesItself(subject)) return null;
    const crowd = crowdOf(subject, limits);
    if (crowd === null && !isSteady(behaviour, limits)) return null;
    const { mostPerTenMinutes } = crowd ?? behaviour;
    const who = crowd === null ? '' : `One of ${counted(crowd.addresses, 'address', 'addresses')} with `;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `${who}${counted(mostPerTenMinutes, 'request')}${within(limits.frontPageSteady.seconds)}, nearly all for the front page and none for an image or style.`,
      figures: { mostPerTenMinutes, frontPage: behaviour.frontPages, requests: behaviour.requests, addresses: crowd?.addresses ?? 1 },
      limit: 'frontPageSteady',
    };
  },
};

const isSteady = ({ mostPerTenMinutes }: AddressBehaviour, limits: Limits): boolean => mostPerTenMinutes >= limits.frontPageSteady.count;

function crowdOf({ address, index }: Subject, limits: Limits): FrontPageCrowd | null {
  const crowd = index.frontPageCrowds.get(address);
  if (crowd === undefined || crowd.addresses < limits.floodSpread.count) return null;
  return crowd.mostPerTenMinutes >= limits.frontPageSteady.count ? crowd : null;
}
