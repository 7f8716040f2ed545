import type { SignHit } from '../../model/behaviour.ts';
import type { Limits } from '../limits.ts';
import { counted, listed, onSites, within } from '../words.ts';
import { missingScripts, told, turnedAwayScripts } from './missing-scripts.ts';
import type { Rule, Sighting } from './rule.ts';
import { namesItself, type Subject } from './subject.ts';
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
    const { count, seconds } = mostDistinctWithin(told(hits, subject), limits.scripts.seconds);
    const many = mostDistinctWithin(told(sure, subject), limits.scriptsCertain.seconds).count >= limits.scriptsCertain.count;
    if (count < limits.scripts.count && !many) return turnedAway(subject, hits, limits);
    const certain = many && !followsLinks(subject);
    const names = namesOf(hits);
    const forged = hits.filter(({ forgeable }) => forgeable).length;
    const forgeable = forged > 0 && mostDistinctWithin(told(sure, subject), limits.scripts.seconds).count < limits.scripts.count;
    // Old links into what was moved, each opened with the images and styles of the page that says so.
    const browses = !certain && count < limits.scriptsCertain.count && (subject.behaviour?.assetsServed ?? 0) >= hits.length;
    return {
      speaks: browses ? 'neither' : 'against',
      confidence: certain ? 'high' : browses || (person && count < limits.scriptsCertain.count) ? 'low' : 'medium',
      text: `${counted(count, 'different script')} asked for that ${count === 1 ? 'is' : 'are'} not there or not allowed${onSites(sitesOf(hits))}${within(limits.scripts.seconds)}: ${listed(names)}${forgeable ? ', as the error log says; such lines can be forged' : ''}.`,
      figures: { different: count, seconds, differentInAll: names.length },
      limit: certain ? 'scriptsCertain' : 'scripts',
      forgeable,
    };
  },
};

/** A robot that says whose it is, and is answered most of what it asks for: it comes through the links there are, old ones among them. */
const followsLinks = (subject: Subject): boolean => {
  const { assetsServed = 0, pagesServed = 0, requests = 0 } = subject.behaviour ?? {};
  return namesItself(subject) && (assetsServed + pagesServed) * 2 >= requests;
};

/** Where a site sends everybody elsewhere, or is down, a hunt shows by this alone. Never certain: see `turnedAwayScripts`. */
function turnedAway(subject: Subject, missing: readonly SignHit[], limits: Limits): Sighting | null {
  const hits = [...missing.filter(({ forgeable }) => !forgeable), ...turnedAwayScripts(subject)];
  const { count, seconds } = mostDistinctWithin(told(hits, subject), limits.scriptsTurnedAway.seconds);
  if (count < limits.scriptsTurnedAway.count) return null;
  const names = namesOf(hits);
  // A robot comes through old links and sites under repair all day.
  const robot = namesItself(subject);
  return {
    speaks: robot ? 'neither' : 'against',
    confidence: robot ? 'low' : 'medium',
    text: `${counted(count, 'different script')} asked for and hardly one answered, only redirects and refusals${onSites(sitesOf(hits))}${within(limits.scriptsTurnedAway.seconds)}: ${listed(names)}.`,
    figures: { different: count, seconds, differentInAll: names.length },
    limit: 'scriptsTurnedAway',
  };
}

const namesOf = (hits: readonly SignHit[]): readonly string[] => [...new Set(hits.map(({ what }) => what))].sort();
