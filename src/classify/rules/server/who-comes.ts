import { counted, listed, percentOf } from '../../words.ts';
import type { ServerRule, Witnessed } from '../rule.ts';
import { countOf, isProxy, isVerified } from '../subject.ts';

const requestsOf = (witnessed: readonly Witnessed[]): number =>
  witnessed.reduce((sum, { subject }) => sum + (subject.behaviour?.requests ?? 0), 0);

export const isCrawler = ({ subject }: Witnessed): boolean => isVerified(subject, 'search', 'ai', 'seo', 'social', 'fetcher');

export const serviceNames = (witnessed: readonly Witnessed[]): readonly string[] =>
  [...new Set(witnessed.flatMap(({ subject }) => subject.identity.service ?? []))].sort();

/** Genuine crawlers, and still load. */
export const crawlerLoad: ServerRule = {
  id: 'crawler-load',
  title: 'Crawlers are busy here',
  meaning: 'Search engines and the like, which are what they say they are, make much of the work here.',
  confidence: 'high',
  limit: 'dominantPercent',
  forgeable: false,
  look: ({ behaviours }, witnessed, limits) => {
    const crawlers = witnessed.filter(isCrawler);
    const requests = requestsOf(crawlers);
    const percent = percentOf(requests, behaviours?.requests ?? 0);
    if (percent < limits.dominantPercent.count || requests < limits.loadRequests.count) return [];
    return [
      {
        severity: 'note',
        text: `Genuine crawlers (${listed(serviceNames(crawlers))}) make ${percent}% of all requests.`,
        figures: { requests, percent, addresses: crawlers.length },
        about: serviceNames(crawlers),
        addresses: crawlers.map(({ subject }) => subject.address).sort(),
        advice: 'Slow them down with robots.txt or answer 429; a firewall block would take the site out of their index.',
      },
    ];
  },
};

/** The log shows only the proxy's addresses: then nothing it says about an address is about a visitor. */
export const onlyProxies: ServerRule = {
  id: 'only-proxies',
  title: 'The log does not show the visitors',
  meaning: 'A proxy stands in front and its address is logged for everybody, so that nobody can be told from others.',
  confidence: 'high',
  limit: null,
  forgeable: false,
  look: ({ behaviours }, witnessed) => {
    const proxies = witnessed.filter(({ subject }) => isProxy(subject) && (subject.behaviour?.requests ?? 0) > 0);
    const requests = requestsOf(proxies);
    if (behaviours === null || behaviours.requests < 100 || requests * 10 < behaviours.requests * 9) return [];
    return [
      {
        severity: 'warning',
        text: `${percentOf(requests, behaviours.requests)}% of the requests carry addresses of a proxy or CDN instead of the visitors'.`,
        figures: { requests, addresses: proxies.length },
        about: serviceNames(proxies),
        addresses: proxies.map(({ subject }) => subject.address).sort(),
        advice:
          'Set up mod_remoteip (Apache) or real_ip_header (nginx) for it. Until then block at the CDN or by a rule of the site: a firewall block would keep everybody out.',
      },
    ];
  },
};

/** Tries that seem to come from this server: a proxy whose visitors are not logged, or a script here. */
export const ownServerTries: ServerRule = {
  id: 'own-server-tries',
  title: 'Login tries from this server itself',
  meaning: 'Passwords are tried under the address of this server itself.',
  confidence: 'high',
  limit: 'loginFast',
  forgeable: false,
  look: (_scene, witnessed, limits) => {
    const own = witnessed.filter(({ subject }) => subject.own && countOf(subject, 'login', 'xmlrpc') >= limits.loginFast.count);
    if (own.length === 0) return [];
    const tries = own.reduce((sum, { subject }) => sum + countOf(subject, 'login', 'xmlrpc'), 0);
    return [
      {
        severity: 'warning',
        text: `${counted(tries, 'login try', 'login tries')} under this server's own address.`,
        figures: { tries },
        about: [],
        addresses: own.map(({ subject }) => subject.address).sort(),
        advice: 'Either a proxy in front hides the visitors (set up real addresses in the web server), or a script on this server does it.',
      },
    ];
  },
};

/** Many visitors at once are a newsletter as often as a flood, and the figures cannot tell: so it is said, and nobody is blamed. */
export const busySites: ServerRule = {
  id: 'busy-site',
  title: 'A site far busier than usual',
  meaning: 'A site was asked for far more often than it usually is; many guests and an attack look alike in figures.',
  confidence: 'low',
  limit: 'flood',
  forgeable: false,
  look: ({ behaviours }, _witnessed, limits) =>
    (behaviours?.sites ?? [])
      .filter(
        ({ busiestMinute, usualMinute }) =>
          busiestMinute >= limits.flood.count && busiestMinute >= limits.floodTimesUsual.count * Math.max(1, usualMinute),
      )
      .sort((a, b) => b.busiestMinute - a.busiestMinute || ((a.site ?? '') < (b.site ?? '') ? -1 : 1))
      .map((site) => ({
        severity: 'note',
        text: `${site.site ?? 'A site'} had ${counted(site.busiestMinute, 'request')} in its busiest minute, ${site.usualMinute} in a usual one${site.serverErrors > 0 ? `, and answered ${counted(site.serverErrors, 'time')} with an error of its own` : ''}.`,
        figures: {
          busiestMinute: site.busiestMinute,
          usualMinute: site.usualMinute,
          requests: site.requests,
          serverErrors: site.serverErrors,
        },
        about: site.site === null ? [] : [site.site],
        addresses: [],
        advice: 'A newsletter, a sale or an attack: look at its pages and addresses.',
      })),
};
