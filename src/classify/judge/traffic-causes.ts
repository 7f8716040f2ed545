import { listed } from '../words.ts';
import { isCrawler, serviceNames } from '../rules/server/who-comes.ts';
import { isProxy } from '../rules/subject.ts';
import { isDominant, percentOfAll } from './attack-causes.ts';
import { type Cause, meansFor } from './case.ts';

/** Who makes much of the load and attacks nobody: crawlers, this server itself, and visitors whom a proxy hides. */

/** Crawlers are named where they make the load of a slow server, or half of all requests. */
export const crawlerCause: Cause = (known) => {
  const crawlers = known.addresses.filter(isCrawler);
  const percent = percentOfAll(crawlers);
  if (!isDominant(percent, crawlers, known) || (known.slowness.slow !== 'yes' && percent < 50)) return null;
  return {
    id: 'crawler-load',
    text: `Genuine crawlers (${listed(serviceNames(crawlers))}) make ${percent}% of the requests.${meansFor(known.slowness)} Slow them down with robots.txt rather than by a block.`,
  };
};

/** WordPress' planned tasks mostly: a page view starts them, and each costs a whole run of PHP. */
export const ownServerCause: Cause = (known) => {
  const own = known.addresses.filter(({ subject }) => subject.own);
  const percent = percentOfAll(own);
  if (known.slowness.slow !== 'yes' || !isDominant(percent, own, known)) return null;
  const cron = own.reduce((sum, { subject }) => sum + (subject.behaviour?.cronCalls ?? 0), 0);
  const requests = own.reduce((sum, { subject }) => sum + (subject.behaviour?.requests ?? 0), 0);
  return {
    id: 'own-server',
    text:
      cron * 2 >= requests
        ? `This server asks itself: WordPress' planned tasks (wp-cron.php) are most of ${percent}% of the requests.${meansFor(known.slowness)} Set DISABLE_WP_CRON and let a cron job run them; blocking would only break the sites.`
        : `This server itself makes ${percent}% of the requests.${meansFor(known.slowness)} See which pages it asks for; blocking would only break the sites.`,
  };
};

/** The visitors are hidden, so nobody of them can be judged; that they are many is known. */
export const proxyCause: Cause = (known) => {
  const proxies = known.addresses.filter(({ subject }) => isProxy(subject));
  const percent = percentOfAll(proxies);
  if (known.slowness.slow !== 'yes' || !isDominant(percent, proxies, known)) return null;
  return {
    id: 'behind-proxy',
    text: `${percent}% of the requests come through ${listed(serviceNames(proxies))}, and the log does not say who is behind it.${meansFor(known.slowness)} Limit visitors there, and let the web server log their real addresses (mod_remoteip, real_ip_header).`,
  };
};
