import type { SignHit } from '../../model/behaviour.ts';
import { counted, listed, within } from '../words.ts';
import { isNotGiven } from './missing-scripts.ts';
import type { Rule } from './rule.ts';
import { hitsOf, namesItself, type Subject } from './subject.ts';
import { mostDistinctWithin, sitesOf } from './windows.ts';

const fewestSites = 4;
/** A monitor asks for one and the same page everywhere. */
const fewestScripts = 2;

/** A handful of scripts, each asked for at one site after another: for each site too few to be seen. */
export const scanOfSites: Rule = {
  id: 'scan-of-sites',
  title: 'The same weak spots on many sites',
  meaning: 'Somebody asks one site of this server after another for the same few scripts, which none of them has.',
  family: 'scan',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const hits = probesOf(subject);
    const sites = sitesOf(hits);
    const scripts = [...new Set(hits.map(({ what }) => what))].sort();
    if (sites.length < fewestSites || scripts.length < fewestScripts) return null;
    const { count, seconds } = mostDistinctWithin(hits.map(ofSite), limits.scriptsOnSites.seconds);
    if (count < limits.scriptsOnSites.count) return null;
    const named = namesItself(subject);
    return {
      speaks: named ? 'neither' : 'against',
      confidence: named ? 'low' : 'medium',
      text: `${counted(scripts.length, 'missing script')} asked for on ${counted(sites.length, 'site')}, ${counted(count, 'time')} in all${within(limits.scriptsOnSites.seconds)}: ${listed(scripts)}.`,
      figures: { scripts: scripts.length, sites: sites.length, different: count, seconds },
      limit: 'scriptsOnSites',
    };
  },
};

/** People who read several sites load their images; what an attacker can write into an error log is no evidence here. */
function probesOf(subject: Subject): readonly SignHit[] {
  if (subject.behaviour === null || subject.behaviour.assets > 0 || subject.behaviour.worksInAdmin) return [];
  return [...hitsOf(subject, 'missing-script'), ...hitsOf(subject, 'secret').filter(isNotGiven)].filter(({ status }) => status !== null);
}

const ofSite = (hit: SignHit): SignHit => ({ ...hit, what: `${hit.site ?? ''} ${hit.what}` });
