import { counted, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import type { Rule } from './rule.ts';

export const notWeb: Rule = {
  id: 'not-web',
  title: 'No web traffic at all',
  meaning: 'Something other than a web request was sent to the web server, mostly by a scanner of open ports.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const stretch = mostOf(subject, ['not-web'], limits.notWeb.seconds);
    const { count, seconds } = stretch;
    if (count < limits.notWeb.count) return null;
    return {
      speaks: 'against',
      confidence: 'low',
      text: `${atLeastText(stretch)}${counted(count, 'request')}${within(limits.notWeb.seconds)} ${count === 1 ? 'was' : 'were'} no web traffic.`,
      figures: { requests: count, seconds },
      limit: 'notWeb',
    };
  },
};
