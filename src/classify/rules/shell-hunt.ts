import { counted, listed, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { hitsOf } from './subject.ts';
import { mostDistinctWithin } from './windows.ts';

/**
 * Names that mean nothing but a web shell; ambiguous ones (`up.php`, `cache.php`) are left to the count of missing scripts.
 * Only the file's name is looked at: `/wp-content/uploads/wso.php`.
 */
const shellName =
  /\/(?:alfa[a-z0-9_-]{0,12}|wso[a-z0-9_-]{0,12}|c99|r57|b374k|mini-?shell|indoxploit|idx_?shell|web-?shell|shell[0-9]{0,3}|marijuana|gel4y|fox(?:wso|shell)|leafmailer|priv8)\.(?:php[0-9]?|phtml|phar|aspx?|jsp)$/;

export const shellHunt: Rule = {
  id: 'shell-hunt',
  title: 'Looking for web shells',
  meaning: 'Somebody looks for back doors that earlier attackers may have left on the sites.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'missing-script', 'shell-answered').filter(({ what }) => shellName.test(what));
    const { count, seconds } = mostDistinctWithin(hits, limits.shellNames.seconds);
    if (count === 0) return null;
    const names = [...new Set(hits.map(({ what }) => what))].sort();
    return {
      speaks: 'against',
      confidence: count >= limits.shellNames.count ? 'high' : 'low',
      text: `${counted(count, 'known name')} of web shells asked for${within(limits.shellNames.seconds)}: ${listed(names)}.`,
      figures: { different: count, seconds, requests: hits.length },
      limit: 'shellNames',
    };
  },
};
