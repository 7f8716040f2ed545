import { counted, percentOf } from '../../words.ts';
import type { ServerRule } from '../rule.ts';

const fewestErrors = 500;
const leastPercent = 20;

/** Whoever is the reason, visitors were turned away: nobody may call that nothing. */
export const failingSites: ServerRule = {
  id: 'failing-site',
  title: 'A site that often fails',
  meaning: 'A large part of the visitors of a site got an error instead of a page.',
  confidence: 'high',
  limit: { count: fewestErrors, seconds: null, origin: `own choice, and ${leastPercent}% of its requests` },
  forgeable: false,
  look: ({ behaviours }) =>
    (behaviours?.sites ?? [])
      .filter(({ serverErrors, requests }) => serverErrors >= fewestErrors && serverErrors * 100 >= requests * leastPercent)
      .sort((a, b) => b.serverErrors - a.serverErrors || ((a.site ?? '') < (b.site ?? '') ? -1 : 1))
      .map(({ site, serverErrors, requests, busiestMinute }) => ({
        severity: 'note',
        text: `${site ?? 'A site'} answered ${counted(serverErrors, 'time')} with an error of its own, ${percentOf(serverErrors, requests)}% of all, at up to ${counted(busiestMinute, 'request')} a minute.`,
        figures: { serverErrors, requests, busiestMinute },
        about: site === null ? [] : [site],
        addresses: [],
        advice: 'Look at its error log, and at who asks for what in its busiest minutes.',
      })),
};
