import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { Limits } from '../limits.ts';
import { counted, percentOf, within } from '../words.ts';
import { isToldToCome } from './pingbacks.ts';
import type { Rule } from './rule.ts';
import { busiestSite, browsesLikePerson, type Subject } from './subject.ts';

/**
 * Much, measured against the site's own usual minute. It is suspicious at most, with one exception: hundreds of requests a
 * minute for the front page and nothing else, not one image with it, serve nobody.
 */
export const httpFlood: Rule = {
  id: 'http-flood',
  title: 'Far more requests than usual',
  meaning: 'One address asks for so much in a minute that the site has no time for others.',
  family: 'flood',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    if (behaviour === null || !isFlood(subject, limits)) return null;
    const front = behaviour.frontPages;
    const told = isToldToCome(subject);
    const onlyFront =
      behaviour.assets === 0 &&
      !told &&
      behaviour.mostPerMinute >= limits.frontPageFlood.count &&
      front * 10 >= plainRequests(behaviour) * 9;
    const cron = wakesCron(behaviour);
    const assets = behaviour.assets * 10 >= behaviour.requests * 9;
    const person = cron || told || assets || browsesLikePerson(subject);
    const usual = busiestSite(subject)?.usualMinute ?? null;
    const against = usual === null ? '' : `; the site has ${counted(usual, 'request')} in a usual minute`;
    const what = () => {
      if (cron) return ', nearly all to wp-cron.php under the name of WordPress: most likely the site wakes its own planned tasks';
      if (told) return ', nearly all to verify pingbacks: another site, used by somebody else';
      if (assets) return ', nearly all for images, styles and scripts, as the tiles of a map';
      return onlyFront ? `, ${percentOf(front, behaviour.requests)}% of them for the front page and none for an image or style` : '';
    };
    return {
      speaks: person ? 'neither' : 'against',
      confidence: person ? 'low' : onlyFront ? 'high' : 'medium',
      text: `${counted(behaviour.mostPerMinute, 'request')}${within(limits.flood.seconds)}${what()}${against}.`,
      figures: {
        mostPerMinute: behaviour.mostPerMinute,
        usualMinute: usual ?? 0,
        requests: behaviour.requests,
        frontPage: front,
        assets: behaviour.assets,
      },
      limit: onlyFront ? 'frontPageFlood' : 'flood',
      ...(onlyFront ? { weight: 'deed' } : {}),
    };
  },
};

/** Nine of ten requests are what WordPress asks of itself; where its address is known (`own`) nobody needs to guess. */
const wakesCron = ({ cronCalls, agents, requests }: AddressBehaviour): boolean =>
  cronCalls * 10 >= requests * 9 && agents.every(({ agent }) => agent.startsWith('WordPress/'));

/** Requests refused by a rule of ours are its effect, never a reason for the next one. */
function isFlood(subject: Subject, limits: Limits): boolean {
  const { behaviour } = subject;
  if (behaviour === null || behaviour.refusedByUs * 2 > behaviour.requests || behaviour.mostPerMinute < limits.flood.count) return false;
  const usual = busiestSite(subject)?.usualMinute ?? 0;
  return behaviour.mostPerMinute >= limits.floodTimesUsual.count * usual;
}

/** Requests that are no sign of anything else, as a search is none: more signs must not make a flood of the front page look mixed. */
const plainRequests = ({ requests, signs }: AddressBehaviour): number =>
  requests - Object.entries(signs).reduce((sum, [sign, { count }]) => sum + (sign === 'search' ? 0 : count), 0);
