import { counted, listed, within } from '../words.ts';
import { isBrowserAgent } from './browser-agent.ts';
import { probesOf } from './probes.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';
import { mostDistinctWithin } from './windows.ts';

/** What more come for is drawn in by some page, or linked to. */
const mostAskers = 3;

/**
 * A few missing scripts at once and nothing else in the whole time, under the name of a browser, which would ask for a symbol
 * at least. Less than what makes a scan, so it is slight; but nobody types that fast.
 */
export const scriptBurst: Rule = {
  id: 'script-burst',
  title: 'A few weak spots at once',
  meaning: 'Somebody came for a few script names that are not there, all at once, and for nothing else.',
  family: 'scan',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour, index } = subject;
    if (behaviour === null || behaviour.assets > 0 || !isNamelessOrBrowser(subject)) return null;
    const asked = probesOf(behaviour);
    const names = [...new Set(asked.map(({ what }) => what))].sort();
    if (behaviour.requests > 2 * names.length || asked.length < behaviour.requests) return null;
    const rare = asked.filter(({ what }) => (index.scriptAskers.get(what) ?? 0) <= mostAskers);
    const { count, seconds } = mostDistinctWithin(rare, limits.scriptBurst.seconds);
    if (count < limits.scriptBurst.count) return null;
    return {
      speaks: 'against',
      confidence: 'low',
      text: `${counted(count, 'missing script')} asked for${within(limits.scriptBurst.seconds)}, and nothing else: ${listed(names)}.`,
      figures: { different: count, seconds, requests: behaviour.requests },
      limit: 'scriptBurst',
    };
  },
};

/** Programs that lost their server ask for a few things too, under names of their own. Some logs say nothing of agents. */
const isNamelessOrBrowser = ({ behaviour }: Subject): boolean =>
  (behaviour?.agents ?? []).every(({ agent }) => agent === '' || isBrowserAgent(agent));
