import type { SignHit } from '../../model/behaviour.ts';
import { counted, listed, onSites, within } from '../words.ts';
import { isNotGiven } from './missing-scripts.ts';
import type { Rule } from './rule.ts';
import { hitsOf, looksLikePerson } from './subject.ts';
import { mostDistinctWithin, sitesOf } from './windows.ts';

/** Only what was not given counts: whoever downloads from a list of files gets them. */
export const backupHunt: Rule = {
  id: 'backup-hunt',
  title: 'Looking for copies of the site',
  meaning: 'Somebody tries one name after another under which a copy of the site or its database might lie about.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const asked = hitsOf(subject, 'backup');
    const missing = asked.filter(isNotGiven);
    const names = missing.map(withoutNumbers);
    const { count, seconds } = mostDistinctWithin(names, limits.backups.seconds);
    if (count < limits.backups.count) return null;
    const certain = mostDistinctWithin(names, limits.backupsCertain.seconds).count >= limits.backupsCertain.count;
    const person = looksLikePerson(subject);
    const given = asked.length - missing.length;
    return {
      speaks: 'against',
      confidence: person ? (certain ? 'medium' : 'low') : certain ? 'high' : 'medium',
      text: `${counted(count, 'different name')} of backups asked for in vain${onSites(sitesOf(missing))}${within(limits.backups.seconds)}: ${listed([...new Set(missing.map(({ what }) => what))].sort())}${given > 0 ? `; ${counted(given, 'other was', 'others were')} answered` : ''}.`,
      figures: { different: count, seconds, answered: given },
      limit: certain ? 'backupsCertain' : 'backups',
    };
  },
};

/** `1.zip`, `2.zip` is somebody's list of files that are gone, and one name; a folder does not make another name either. */
const withoutNumbers = (hit: SignHit): SignHit => ({
  ...hit,
  what: hit.what.slice(hit.what.lastIndexOf('/') + 1).replace(/\d{1,20}/g, '1'),
});
