import { counted, percentOf, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { looksLikePerson, namesItself } from './subject.ts';

/** What a server says that has no time left: too many, out of service, out of means. */
const overloaded = ['429', '503', '508'] as const;

/**
 * Fewer requests than a flood needs where the server has enough are a flood where it has not. A page that reloads itself does
 * the same while a site is down, but not as fast, and it was drawn before.
 */
export const goesOn: Rule = {
  id: 'goes-on',
  title: 'Goes on while the site gives up',
  meaning: 'The site answers that it has no time left, and the address asks on without a pause.',
  family: 'flood',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    if (behaviour === null || looksLikePerson(subject) || namesItself(subject)) return null;
    const { mostPerMinute, requests, statuses, refusedByUs } = behaviour;
    const given = overloaded.reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
    if (mostPerMinute < limits.floodRefused.count || given * 10 < requests * 3 || refusedByUs * 2 > requests) return null;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `${counted(mostPerMinute, 'request')}${within(limits.floodRefused.seconds)}, though ${percentOf(given, requests)}% of its requests were answered that there is no time.`,
      figures: { mostPerMinute, requests, overloaded: given },
      limit: 'floodRefused',
    };
  },
};
