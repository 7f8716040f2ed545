import { counted } from '../words.ts';
import { isBlank, mainSiteOf } from './logged-agents.ts';
import { isNotGiven } from './missing-scripts.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf, looksLikePerson } from './subject.ts';
import { mostDistinctWithin } from './windows.ts';

/** Many honest programs give no name. A hunt without a name is no visitor's mishap, though: it makes the hunt more certain. */
export const nameless: Rule = {
  id: 'nameless',
  title: 'Gives no name at all',
  meaning: 'Whoever does this does not even say which program it is, as every browser and every honest robot does.',
  family: 'agent',
  weight: 'name',
  forgeable: true,
  look: (subject, limits) => {
    const { behaviour, index } = subject;
    if (behaviour === null || looksLikePerson(subject)) return null;
    const without = behaviour.agents.reduce((sum, { agent, requests }) => sum + (isBlank(agent) ? requests : 0), 0);
    if (without * 10 < behaviour.requests * 9 || !index.agentsAreLogged(mainSiteOf(behaviour))) return null;
    // A program of a partner may meet a broken site (500) without a name; it does not ask for what is not there.
    const missing = hitsOf(subject, 'missing-script', 'secret', 'backup').filter((hit) => isNotGiven(hit) && hit.status !== 500);
    const hunted = mostDistinctWithin(missing, limits.scripts.seconds).count;
    const telling = countOf(subject, 'secret', 'backup', 'payload');
    const tries = countOf(subject, 'login');
    if ((hunted < limits.scripts.count || telling === 0) && tries < limits.loginFast.count) return null;
    return {
      speaks: 'against',
      confidence: 'low',
      text: `No user agent in ${counted(without, 'request')}, beside what it looks for.`,
      figures: { requests: without, hunted, tries },
      limit: 'scripts',
    };
  },
};
