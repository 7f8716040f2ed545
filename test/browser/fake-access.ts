import type { AccessQuestion } from '../../src/actions/reviews.ts';
import { judgeOutliers } from '../../src/classify/outliers.ts';
import type { AccessFile, AccessReport } from '../../src/model/access-report.ts';
import { windowSeconds } from '../../src/model/time-window.ts';
import { sites, type Traffic } from './busy-traffic.ts';

const minuteMs = 60_000;

/** Counts the traffic as the real review would count it from logs. */
export function fakeAccess(
  traffic: readonly Traffic[],
  question: AccessQuestion,
  nowMs: number,
  files: readonly AccessFile[],
): AccessReport {
  const seconds = windowSeconds[question.window];
  const oldest = seconds === undefined ? Infinity : seconds / 60;
  const pages = new Map<string, number>();
  const addresses = new Map<string, number>();
  const bySite = new Map<string, number>();
  const agents = new Map<string, number>();
  const statuses = new Map<string, number>();
  const methods = new Map<string, number>();
  const minutes = new Map<number, number>();
  let parsed = 0;
  for (const kind of traffic) {
    const page = question.key === 'path' ? (kind.page.split('?', 1)[0] ?? kind.page) : kind.page;
    if (question.page !== null && Buffer.from(page).toString() !== question.page) continue;
    if ((question.agent ?? null) !== null && kind.agent !== question.agent) continue;
    if (question.site !== null && kind.site !== question.site) continue;
    if (question.address !== null && kind.address !== question.address) continue;
    for (const [ago, requests] of kind.minutesAgo) {
      if (ago >= oldest) continue;
      parsed += requests;
      for (const [tally, key] of [
        [pages, page],
        [addresses, kind.address],
        [bySite, kind.site],
        [agents, kind.agent],
        [statuses, kind.status],
        [methods, kind.method],
      ] as const) {
        tally.set(key, (tally.get(key) ?? 0) + requests);
      }
      const minute = Math.floor(nowMs / minuteMs) - ago;
      minutes.set(minute, (minutes.get(minute) ?? 0) + requests);
    }
  }
  const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  const steps = [...minutes].sort(([a], [b]) => a - b);
  const first = steps[0]?.[0];
  const topPages = [...pages].map(([page, requests]) => ({ page, requests })).sort((a, b) => b.requests - a.requests);
  const judged = judgeOutliers(topPages);
  const top = <Key extends string>(tally: Map<string, number>, key: Key) =>
    [...tally]
      .sort(([, a], [, b]) => b - a)
      .slice(0, question.top ?? Infinity)
      .map(([text, requests]) => ({ [key]: text, requests }) as Record<Key, string> & { requests: number });
  return {
    window: {
      name: question.window,
      from: seconds === undefined ? null : iso(nowMs - seconds * 1000),
      to: seconds === undefined ? null : iso(nowMs),
    },
    from: first === undefined ? null : iso(first * minuteMs + 4000),
    to: parsed === 0 ? null : iso(nowMs - 2000),
    bytes: files.length === 0 ? 0 : 214 * parsed + 9_000_000,
    bytesRemembered: 0,
    memory: 'not-asked',
    bytesBeforeWindow: 0,
    bytesMissed: 0,
    lines: files.length === 0 ? 0 : parsed + 41_877,
    parsed,
    skipped: files.length === 0 ? 0 : 3,
    skippedSamples:
      files.length === 0
        ? []
        : ['\x16\x03\x01\x05\xa8\x01 binary at the start of a line', '<b>not a log line</b>', 'PHP Warning:  something else'],
    blank: files.length === 0 ? 0 : 2,
    outside: files.length === 0 ? 0 : 41_872,
    withoutPage: parsed > 1000 ? 38 : 0,
    cutLines: parsed > 1000 ? 1 : 0,
    files,
    filesTooOld: files.length === 0 ? 0 : 212,
    leftAside: { files: 0, paths: [] },
    pages: topPages.slice(0, question.top ?? Infinity).map((each) => ({ ...each, outlier: judged.isOutlier(each) })),
    addresses: top(addresses, 'address'),
    sites: top(bySite, 'site'),
    agents: top(agents, 'agent'),
    statuses: Object.fromEntries(statuses),
    methods: Object.fromEntries(methods),
    minutes: steps.map(([minute, requests]) => ({ from: iso(minute * minuteMs), requests })),
    minuteSeconds: 60,
    counted: 'everything',
    distinct: { pages: pages.size, addresses: addresses.size, sites: bySite.size, agents: agents.size },
    countErrorBound: { pages: 0, addresses: 0, sites: 0, agents: 0 },
    outlierMark: judged.mark,
  };
}

/** Logs of a cPanel server, three of them unreadable. */
export const fakeAccessFiles: readonly AccessFile[] = [
  ...sites.flatMap((site): AccessFile[] => [
    { path: `/etc/apache2/logs/domlogs/${site}`, site, lines: 1200, bytes: 312_000 },
    { path: `/etc/apache2/logs/domlogs/${site}-ssl_log`, site, lines: 14_200, bytes: 3_812_000 },
  ]),
  ...(['radio', 'club'] as const).map((name): AccessFile => {
    const path = `/etc/apache2/logs/domlogs/old.${name}.example`;
    return { path, site: `old.${name}.example`, lines: 0, bytes: 0, problem: { kind: 'permission-denied', path } };
  }),
  {
    path: '/home/radio/logs/<i>odd</i>\u202egz.txt',
    site: null,
    lines: 0,
    bytes: 0,
    problem: { kind: 'damaged-archive', path: '/home/radio/logs/<i>odd</i>\u202egz.txt', code: 'Z_BUF_ERROR' },
  },
];
