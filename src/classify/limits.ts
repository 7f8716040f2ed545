/**
 * From how many on a rule speaks, and where the figure comes from. "Measured" is: counted on the whole access logs of two real
 * WordPress sites; the figure found attackers and no innocent. "Own choice" has nothing behind it but thought: try it on other
 * logs. Each can be changed in the settings, where `meaning` and `origin` stand next to it.
 */
interface LimitEntry {
  readonly count: number;
  /** Length of the sliding window; null where the count is of one moment or of all that was read. */
  readonly seconds: number | null;
  readonly meaning: string;
  readonly origin: string;
}

/** A limit as a rule uses it and as evidence shows it. */
export interface Limit {
  readonly count: number;
  readonly seconds: number | null;
  readonly origin: string;
}

/** What the settings say of a limit. */
export type LimitChange = Pick<Limit, 'count' | 'seconds'>;

const minute = 60;
const tenMinutes = 10 * minute;
const hour = 60 * minute;
const day = 24 * hour;

const measured = 'measured: no innocent flagged';

export const limitTable = {
  loginFast: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Login tries (login form and XML-RPC) that are an attack.',
    origin: `${measured}; LiteSpeed has 10 in 5 minutes`,
  },
  loginSlow: {
    count: 5,
    seconds: day,
    meaning: 'Login tries that are suspicious.',
    origin: `${measured}; more than half of the attackers found stay below every faster limit`,
  },
  loginSlowCertain: {
    count: 30,
    seconds: day,
    meaning: 'Tries at the login form, without any sign of a person, that are an attack however slow.',
    origin: 'own choice, six times the slow limit; Wordfence has 20 in 4 hours',
  },
  loginForgotten: {
    count: 5,
    seconds: null,
    meaning: 'Failed tries before a login that an owner who forgot the password may need.',
    origin: 'people need 1 to 5 tries and load images and styles',
  },
  loginGroup: {
    count: 5,
    seconds: null,
    meaning: 'Addresses with one user agent at one login that are one attack.',
    origin: 'own choice; a measured botnet had a dozen with seven tries each, csm has 10 addresses on one site',
  },
  loginSpread: {
    count: 10,
    seconds: null,
    meaning: "Addresses that did nothing but try one site's WordPress login that are one attack.",
    origin: 'own choice; a measured botnet had a dozen, csm has 10 addresses on one site',
  },
  otherLoginSpread: {
    count: 20,
    seconds: null,
    meaning:
      'Addresses that did nothing but fetch and send the form of a login, or with one user agent try XML-RPC or another login, that are one attack.',
    origin: 'own choice, twice those at the login of WordPress: programs and other servers send there, too',
  },
  otherLoginFast: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Tries at other logins (Joomla, Drupal, phpMyAdmin, pages called login) that are suspicious.',
    origin: 'as measured for WordPress, but milder: what these answer to a wrong password is not known; CrowdSec has 5 in 10 s',
  },
  otherLoginCertain: {
    count: 60,
    seconds: tenMinutes,
    meaning: 'Refused tries at other logins, without any sign of a person, that are an attack.',
    origin: 'own choice: a program that lost its password tries again, but not so often',
  },
  otherLoginSlow: {
    count: 10,
    seconds: day,
    meaning: 'Refused tries at other logins in a day that are suspicious.',
    origin: 'own choice, twice the measured limit of WordPress',
  },
  enumeration: { count: 3, seconds: minute, meaning: 'Different requests for user names.', origin: `${measured}; CrowdSec has 5 in 10 s` },
  scripts: {
    count: 5,
    seconds: tenMinutes,
    meaning: 'Different missing or forbidden scripts that are suspicious.',
    origin: `${measured}; Fail2Ban (noscript) has 5 in 10 minutes`,
  },
  scriptsCertain: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Different missing or forbidden scripts that are a scan.',
    origin: `${measured}, and no doubtful address either`,
  },
  scriptBurst: {
    count: 4,
    seconds: 15,
    meaning: 'Different missing scripts of somebody who asked for nothing else that are suspicious.',
    origin: 'own choice, one less than the measured limit, in a fortieth of its time',
  },
  scriptsTurnedAway: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Different scripts answered with nothing but redirects and refusals that are suspicious.',
    origin: 'own choice, as many as are certain where they are truly missing: old links are redirected too',
  },
  missingPages: {
    count: 10,
    seconds: minute,
    meaning: 'Different pages that are not there, nearly all that was asked for, that are suspicious.',
    origin: 'csm has 10 paths and 90 %, CrowdSec 10 in 100 s; images and styles never count',
  },
  backups: {
    count: 5,
    seconds: tenMinutes,
    meaning: 'Different names of backups asked for in vain that are suspicious.',
    origin: 'own choice, as for missing scripts',
  },
  backupsCertain: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Different names of backups asked for in vain that are a hunt.',
    origin: 'own choice, as for missing scripts',
  },
  comments: { count: 5, seconds: day, meaning: 'Comments without reading that are suspicious.', origin: 'own choice' },
  commentsFast: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Comments in a short time that are spam.',
    origin: 'own choice: nobody writes one a minute',
  },
  commentsCertain: {
    count: 30,
    seconds: day,
    meaning: 'Comments without reading that are certainly spam.',
    origin: 'own choice: hundreds from one address were measured',
  },
  sameForm: {
    count: 30,
    seconds: null,
    meaning: 'Times the same form was sent, and nothing else loaded, that are suspicious.',
    origin: 'own choice',
  },
  sameLogin: {
    count: 10,
    seconds: null,
    meaning: 'The same at a page that is known as a login, where not even the form was loaded.',
    origin: 'own choice: people see the form before they fill it in',
  },
  checkouts: {
    count: 10,
    seconds: null,
    meaning: 'Orders sent to a shop, without a page being drawn, that are suspicious.',
    origin: 'own choice: nobody pays ten times without seeing one image',
  },
  pingbacks: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Sites that verify pingbacks at one site at the same time that are a flood.',
    origin: 'own choice: a new article links to a few others',
  },
  proxyHosts: {
    count: 3,
    seconds: day,
    meaning: 'Different other hosts asked for through this server.',
    origin: 'own choice; CrowdSec has 1',
  },
  shellNames: {
    count: 3,
    seconds: day,
    meaning: 'Different names of web shells that are a hunt for one.',
    origin: 'own choice; CrowdSec has 1 in 5 s',
  },
  secrets: { count: 3, seconds: tenMinutes, meaning: 'Different secret files asked for.', origin: 'own choice; CrowdSec has 4 in 5 s' },
  payloadKinds: {
    count: 3,
    seconds: null,
    meaning: 'Different kinds of attack in requests.',
    origin: 'one is a warning, several are certain',
  },
  payloads: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Requests that carry an attack.',
    origin: 'CrowdSec (SQL injection) has 10 in 10 s',
  },
  agents: {
    count: 6,
    seconds: minute,
    meaning: 'Different user agents, together with a second sign.',
    origin: 'measured: no innocent, but many unknown ones without the second sign',
  },
  agentsAlone: {
    count: 10,
    seconds: minute,
    meaning: 'Different user agents that are suspicious alone.',
    origin: 'measured; CrowdSec has 10 in 80 s',
  },
  agentsEach: {
    count: 10,
    seconds: null,
    meaning: 'Different user agents, nearly one a request, together with a second sign.',
    origin: 'scanners were measured that change theirs on nearly each request',
  },
  signsWithName: {
    count: 3,
    seconds: null,
    meaning: 'Other signs that make the name of an attack tool, or a false name, certain.',
    origin: 'own choice: one or two happen to people',
  },
  cacheBusting: {
    count: 30,
    seconds: minute,
    meaning: 'Pages asked for with a random query.',
    origin: 'CrowdSec (cache bypass) has 30 in 30 s',
  },
  flood: {
    count: 300,
    seconds: minute,
    meaning: 'Requests of one address that may be a flood.',
    origin: 'Imunify360; Wordfence: people reach 60',
  },
  floodTimesUsual: {
    count: 10,
    seconds: minute,
    meaning: "Times a site's own usual minute from which a minute is a flood.",
    origin: "the old help page's ten times the others, but against the site's own usual rate",
  },
  floodRefused: {
    count: 150,
    seconds: minute,
    meaning: 'Requests of one address, while the site answers that it has no time, that are a flood.',
    origin: 'own choice, half of what may be a flood where the site has time',
  },
  searchFlood: {
    count: 100,
    seconds: minute,
    meaning: 'Searches of one address that are a flood.',
    origin: 'own choice, a third of what may be a flood: a search costs more than a page, and no cache answers it',
  },
  floodSpread: {
    count: 20,
    seconds: null,
    meaning: 'Addresses that ask for one page past its cache, and for nothing else, that are one flood together.',
    origin: 'own choice',
  },
  frontPageFlood: {
    count: 600,
    seconds: minute,
    meaning: 'Requests for the front page and nothing else that are a flood.',
    origin: 'own choice: twice Imunify360; nothing that serves anybody does this',
  },
  frontPageSteady: {
    count: 1000,
    seconds: tenMinutes,
    meaning: 'Requests for the front page and nothing else, of one address or of many together, that are suspicious.',
    origin: 'own choice: a page that loads itself anew each second makes 600',
  },
  connections: {
    count: 100,
    seconds: null,
    meaning: 'Connections of one address that stand out.',
    origin: 'BitNinja 80, DDoS-Deflate 150, Imunify360 250, csf 300',
  },
  connectionsTimesOthers: {
    count: 10,
    seconds: null,
    meaning: 'Times the connections of other addresses.',
    origin: "the old help page's ten times the others",
  },
  halfOpen: {
    count: 20,
    seconds: null,
    meaning: 'Half-open connections of one address.',
    origin: 'own choice: a healthy client has one or two',
  },
  halfOpenSpread: {
    count: 512,
    seconds: null,
    meaning: 'Half-open connections, spread over many addresses, that are a flood.',
    origin: 'healthy busy servers were seen with 240 to 512',
  },
  slowRequests: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Requests that did not come to their end.',
    origin: 'own choice: a bad line has a few',
  },
  slowConnections: {
    count: 20,
    seconds: null,
    meaning: 'Open web connections of one address beside unfinished requests.',
    origin: 'a browser keeps 4 to 10',
  },
  mailConnections: {
    count: 20,
    seconds: null,
    meaning: 'Mail connections of one address at once.',
    origin: 'own choice, a fifth of what Exim takes in all',
  },
  mailFull: { count: 100, seconds: null, meaning: 'Incoming mail connections in all.', origin: "Exim's smtp_accept_max" },
  spamDirect: {
    count: 5,
    seconds: null,
    meaning: 'Connections to other mail servers from a program that is none.',
    origin: 'own choice: sites send through the mail server',
  },
  spamOut: { count: 100, seconds: null, meaning: 'Connections to other mail servers.', origin: 'csf has 100 mails an hour for one script' },
  closeWait: {
    count: 100,
    seconds: null,
    meaning: 'Connections an own program does not close.',
    origin: 'own choice: a healthy program has a few',
  },
  notWeb: { count: 5, seconds: tenMinutes, meaning: 'Requests that are no web traffic.', origin: 'own choice' },
  passwordTries: {
    count: 20,
    seconds: minute,
    meaning: 'Requests for a page that asks for a password and is never opened, nearly all of one address.',
    origin: 'own choice: nobody types that fast; CrowdSec has 5 in 50 s and finds programs with old passwords',
  },
  userNames: {
    count: 5,
    seconds: null,
    meaning: 'Different user names that were refused where a password is asked for, and never let in, that are suspicious.',
    origin: 'own choice: who forgot theirs tries one or two; CrowdSec has 5 failures in 50 s, whatever the name',
  },
  userNamesCertain: {
    count: 8,
    seconds: null,
    meaning: 'The same where none was let in and several are names that robots try, that are an attack.',
    origin: 'own choice',
  },
  passwords: { count: 5, seconds: hour, meaning: 'Wrong passwords at a protected folder.', origin: 'csf (LF_HTACCESS) has 5 in an hour' },
  firewallHits: { count: 5, seconds: hour, meaning: 'Requests the web firewall objected to.', origin: 'csf (LF_MODSEC) has 5 in an hour' },
  subnetScripts: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Different missing scripts asked for by one subnet together that are suspicious.',
    origin: 'what is certain for one address',
  },
  scriptsOnSites: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Missing scripts asked for on several sites, each at each site counted, that are suspicious.',
    origin: 'what is certain for one site',
  },
  subnetProbers: {
    count: 5,
    seconds: null,
    meaning: 'Addresses of one subnet that do little but ask for missing scripts.',
    origin: 'own choice; csm blocks a subnet after 3 attackers, csf after 4',
  },
  subnetProbes: {
    count: 15,
    seconds: null,
    meaning: 'Missing scripts that such addresses of one subnet asked for together, at any time, that are suspicious.',
    origin: 'own choice, three for each of them',
  },
  subnetLogins: {
    count: 10,
    seconds: tenMinutes,
    meaning: 'Login tries of one subnet together that are suspicious.',
    origin: 'what is certain for one address',
  },
  subnet: {
    count: 3,
    seconds: null,
    meaning: 'Attacking addresses of one subnet that belong together.',
    origin: 'csm blocks a subnet after 3, csf after 4',
  },
  loadPercent: {
    count: 1,
    seconds: tenMinutes,
    meaning: 'Per cent of the requests below which an address is not the reason of slowness.',
    origin: 'measured: most attackers make less',
  },
  loadRequests: {
    count: 30,
    seconds: tenMinutes,
    meaning: 'Requests below which nobody slows a server down.',
    origin: 'own choice: three a minute',
  },
  loadConnections: { count: 20, seconds: null, meaning: 'Connections from which an address is load.', origin: 'own choice' },
  dominantPercent: {
    count: 20,
    seconds: tenMinutes,
    meaning: 'Per cent of the requests from which somebody is the cause.',
    origin: 'own choice: a fifth',
  },
  recent: { count: 1, seconds: 15 * minute, meaning: 'Age up to which an error tells of now.', origin: 'own choice' },
} as const satisfies Readonly<Record<string, LimitEntry>>;

export type LimitName = keyof typeof limitTable;

/** Every limit in force: {@link defaultLimits}, with what the settings changed. */
export type Limits = Readonly<Record<LimitName, Limit>>;

export const defaultLimits: Limits = { ...limitTable };

/** The limits with what the settings changed. Names that are no limit's are left alone: a setting may outlive its rule. */
export function limitsWith(changed: Readonly<Record<string, LimitChange>>): Limits {
  const limits: Record<LimitName, Limit> = { ...defaultLimits };
  for (const name of Object.keys(limits) as LimitName[]) {
    const change = Object.hasOwn(changed, name) ? changed[name] : undefined;
    if (change !== undefined) limits[name] = { ...change, origin: ownOrigin(limitTable[name]) };
  }
  return limits;
}

/** As evidence and findings show it: a limit by its name, or a rule's own. */
export function shownLimit(limit: LimitName | Limit | null, limits: Limits): Limit | null {
  if (limit === null) return null;
  const { count, seconds, origin } = typeof limit === 'string' ? limits[limit] : limit;
  return { count, seconds, origin };
}

const ownOrigin = ({ count }: LimitEntry): string => `set in Settings; ${String(count)} as shipped`;
