import { counted, listed, onSites, within } from '../words.ts';
import { missingScripts, told } from './missing-scripts.ts';
import type { Rule } from './rule.ts';
import { mostDistinctWithin, sitesOf } from './windows.ts';

/** Missing scripts, never missing images: those are asked for by visitors of pages whose images were deleted. */
export const scriptScan: Rule = {
  id: 'script-scan',
  title: 'Looking for weak spots',
  meaning: 'Somebody tries one script name after another to find one that can be attacked.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const { hits, sure, person } = missingScripts(subject);
    const { count, seconds } = mostDistinctWithin(told(hits), limits.scripts.seconds);
    const certain = mostDistinctWithin(sure, limits.scriptsCertain.seconds).count >= limits.scriptsCertain.count;
    if (count < limits.scripts.count && !certain) return null;
    const names = [...new Set(hits.map(({ what }) => what))].sort();
    const forged = hits.filter(({ forgeable }) => forgeable).length;
    const forgeable = forged > 0 && mostDistinctWithin(sure, limits.scripts.seconds).count < limits.scripts.count;
    return {
      speaks: 'against',
      confidence: certain ? 'high' : person && count < limits.scriptsCertain.count ? 'low' : 'medium',
      text: `${counted(count, 'different script')} asked for that ${count === 1 ? 'is' : 'are'} not there or not allowed${onSites(sitesOf(hits))}${within(limits.scripts.seconds)}: ${listed(names)}${forgeable ? ', as the error log says; such lines can be forged' : ''}.`,
      figures: { different: count, seconds, differentInAll: names.length },
      limit: certain ? 'scriptsCertain' : 'scripts',
      forgeable,
    };
  },
};
