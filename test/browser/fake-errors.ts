import type { ErrorQuestion } from '../../src/actions/reviews.ts';
import type { ErrorGroup, ErrorReport } from '../../src/model/error-report.ts';
import { windowSeconds } from '../../src/model/time-window.ts';
import { hostileStrings } from './busy-traffic.ts';

type Draft = Partial<ErrorGroup> &
  Pick<ErrorGroup, 'source' | 'message' | 'count' | 'sample'> & { readonly firstAgo: number; readonly lastAgo: number };

const drafts: readonly Draft[] = [
  {
    source: 'apache',
    code: 'AH00484',
    level: 'error',
    count: 14,
    firstAgo: 1490,
    lastAgo: 41,
    important: true,
    message: 'server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting',
    meaning: 'Every worker of the web server is busy, so new visitors wait.',
    advice: 'Find out who holds the workers before you raise the limit: look at the most requested pages.',
    sample:
      '[Sun Nov 22 08:16:02.114302 2026] [mpm_event:error] [pid 1188:tid 1188] AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting',
  },
  {
    source: 'php-fpm',
    level: 'warning',
    count: 212,
    firstAgo: 1530,
    lastAgo: 12,
    important: true,
    sites: ['shop_example'],
    distinctSites: 1,
    message: '[pool #] server reached max_children setting (#), consider raising it',
    meaning: 'All PHP processes of this site are busy.',
    advice: 'See what the site’s visitors ask for; raise the limit only when they are real.',
    sample: '[22-Nov-2026 08:40:55] WARNING: [pool shop_example] server reached max_children setting (12), consider raising it',
  },
  {
    source: 'apache',
    code: 'AH01071',
    level: 'error',
    count: 1204,
    firstAgo: 86_000,
    lastAgo: 55,
    important: true,
    sites: ['shop.example', 'forum.example'],
    clients: ['203.0.113.199', '2001:db8:bad:9::1f', '198.51.100.8'],
    distinctSites: 2,
    distinctClients: 31,
    message: `Got error 'PHP message: PHP Fatal error: Uncaught Error: Call to undefined function # in /home/shop/public_html/wp-content/plugins/${'very-long-plugin-name/'.repeat(9)}init.php:#'`,
    meaning: 'PHP stopped with an error while it made a page.',
    advice: 'Show the message to whoever looks after the site.',
    sample:
      "[proxy_fcgi:error] [pid 1190] [client 203.0.113.199:40112] AH01071: Got error 'PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function foo()'",
  },
  {
    source: 'apache',
    code: '942100',
    level: 'error',
    count: 87,
    firstAgo: 2900,
    lastAgo: 88,
    important: true,
    sites: ['clinic.example'],
    clients: ['203.0.113.199'],
    distinctSites: 1,
    distinctClients: 1,
    message: 'ModSecurity: Access denied with code #. SQL Injection Attack Detected via libinjection',
    meaning: 'The web application firewall stopped a request.',
    advice: 'Nothing to do, unless it stops real visitors.',
    sample: `[client 203.0.113.199] ModSecurity: Access denied with code 403 (phase 2). [uri "${hostileStrings.script}"] \x1b[2J`,
  },
  {
    source: 'nginx',
    level: 'error',
    count: 63,
    firstAgo: 3400,
    lastAgo: 230,
    sites: ['photos.example'],
    clients: ['192.0.2.40', '192.0.2.41'],
    distinctSites: 1,
    distinctClients: 2,
    message: `open() # failed (2: No such file or directory) ${hostileStrings.script}`,
    sample: `2026/11/22 08:37:11 [error] 771#771: *9912 open() "/home/photos/public_html${hostileStrings.script}" failed (2: No such file or directory)`,
  },
  {
    source: 'apache',
    code: 'AH01276',
    level: 'error',
    count: 18,
    firstAgo: 80_000,
    lastAgo: 900,
    sites: ['wiki.example'],
    distinctSites: 1,
    clients: ['crawler.search.example'],
    distinctClients: 1,
    message: 'Cannot serve directory #: No matching DirectoryIndex found',
    sample: '[autoindex:error] AH01276: Cannot serve directory /home/wiki/public_html/files/',
  },
  {
    source: 'php',
    level: 'notice',
    count: 9,
    firstAgo: 70_000,
    lastAgo: 4000,
    message: 'Undefined index: # in # on line #',
    sample: '[22-Nov-2026 07:01:10 UTC] PHP Notice:  Undefined index: page in /home/club/public_html/index.php on line 12',
  },
  {
    source: 'apache',
    code: null,
    level: null,
    count: 1,
    firstAgo: 3000,
    lastAgo: 3000,
    message: `odd ${hostileStrings.rightToLeft}`,
    sample: `odd ${hostileStrings.rightToLeft}`,
  },
];

/** The error logs of the same server. */
export function fakeErrors(question: ErrorQuestion, nowMs: number): ErrorReport {
  const iso = (ago: number): string => new Date(nowMs - ago * 1000).toISOString();
  const oldest = windowSeconds[question.window] ?? Infinity;
  const groups = drafts
    .filter((draft) => draft.lastAgo < oldest)
    .sort((a, b) => b.count - a.count)
    .map(
      ({ firstAgo, lastAgo, ...draft }): ErrorGroup => ({
        code: null,
        level: null,
        sites: [],
        clients: [],
        distinctSites: 0,
        distinctClients: 0,
        meaning: null,
        advice: null,
        approximate: false,
        important: false,
        ...draft,
        first: iso(Math.min(firstAgo, oldest)),
        last: iso(lastAgo),
      }),
    )
    .filter((group) => question.site === null || group.sites.includes(question.site))
    .filter((group) => question.address === null || group.clients.includes(question.address));
  const errors = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    window: { name: question.window, from: oldest === Infinity ? null : iso(oldest), to: oldest === Infinity ? null : iso(0) },
    from: groups.length === 0 ? null : iso(Math.min(86_000, oldest)),
    to: groups[0]?.last ?? null,
    bytes: 4_120_300,
    lines: 20_114,
    unparsed: 2,
    unparsedSamples: ['a line of something else', `${hostileStrings.script}\x1b]0;title\x07`],
    continued: 40,
    outside: 20_114 - 2 - 40 - errors,
    files: [
      { path: '/etc/apache2/logs/error_log', source: 'apache', site: null, lines: 18_000, bytes: 4_000_000, tailOnly: true },
      {
        path: '/opt/cpanel/ea-php83/root/usr/var/log/php-fpm/error.log',
        source: 'php-fpm',
        site: null,
        lines: 2000,
        bytes: 110_000,
        tailOnly: false,
      },
      {
        path: '/home/club/logs/club_example.php.error.log',
        source: null,
        site: 'club.example',
        lines: 0,
        bytes: 0,
        tailOnly: false,
        problem: { kind: 'is-a-link', path: '/home/club/logs/club_example.php.error.log' },
      },
    ],
    filesTooOld: 6,
    leftAside: { files: 0, paths: [] },
    distinctGroups: groups.length,
    groups: groups.slice(0, question.top ?? Infinity),
  };
}
