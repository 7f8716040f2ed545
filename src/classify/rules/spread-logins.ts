import type { Limits } from '../limits.ts';
import { counted, duration, shortened } from '../words.ts';
import type { LoneTries } from './lone-tries.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** Whether so many addresses at one login are no accident; where others come honestly as well, it takes more. */
export const areMany = (group: LoneTries, limits: Limits): boolean => group.addresses.length >= limits[limitOf(group)].count;

export const limitOf = ({ sign, isShown }: LoneTries): 'loginSpread' | 'otherLoginSpread' =>
  sign === 'login' && !isShown ? 'loginSpread' : 'otherLoginSpread';

/** ` at /wp-login.php of alice.example, 80 tries in 2 hours`. */
const whereAndWhen = ({ path, site, count, seconds }: LoneTries): string =>
  ` at ${shortened(path)}${site === null ? '' : ` of ${site}`}, ${counted(count, 'try', 'tries')} in ${duration(seconds)}`;

/** The largest group that the address is one of, if it is large enough. */
const groupOf = ({ address, index }: Subject, limits: Limits): LoneTries | null =>
  index.loneTries.get(address)?.find((group) => areMany(group, limits)) ?? null;

export const spreadLogins: Rule = {
  id: 'spread-logins',
  title: 'One of many that try a login',
  meaning: 'Many addresses each send a few passwords to one login and do nothing else: somebody uses all of them together.',
  family: 'login',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const group = groupOf(subject, limits);
    if (group === null) return null;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `One of ${counted(group.addresses.length, 'address', 'addresses')} that did nothing but try the login${whereAndWhen(group)}.`,
      figures: { addresses: group.addresses.length, tries: group.count, seconds: group.seconds },
      limit: limitOf(group),
    };
  },
};
