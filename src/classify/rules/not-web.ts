import { counted, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { hitsOf } from './subject.ts';
import { mostWithin } from './windows.ts';

export const notWeb: Rule = {
  id: 'not-web',
  title: 'No web traffic at all',
  meaning: 'Something other than a web request was sent to the web server, mostly by a scanner of open ports.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const { count, seconds } = mostWithin(hitsOf(subject, 'not-web'), limits.notWeb.seconds);
    if (count < limits.notWeb.count) return null;
    return {
      speaks: 'against',
      confidence: 'low',
      text: `${counted(count, 'request')}${within(limits.notWeb.seconds)} ${count === 1 ? 'was' : 'were'} no web traffic.`,
      figures: { requests: count, seconds },
      limit: 'notWeb',
    };
  },
};
