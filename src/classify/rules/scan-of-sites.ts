import type { SignHit } from '../../model/behaviour.ts';
import { counted, listed, within } from '../words.ts';
import { probesOf } from './probes.ts';
import type { Rule } from './rule.ts';
import { namesItself } from './subject.ts';
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
    const { behaviour } = subject;
    // People who read several sites load their images.
    if (behaviour === null || behaviour.assets > 0 || behaviour.worksInAdmin) return null;
    const hits = probesOf(behaviour);
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

const ofSite = (hit: SignHit): SignHit => ({ ...hit, what: `${hit.site ?? ''} ${hit.what}` });
