import { type Identity, noIdentity } from '../../src/model/identity.ts';
import type { IpAddress } from '../../src/model/ip-address.ts';
import type { AddressDetail, Evidence, Finding, JudgedAddress, VerdictReport } from '../../src/model/verdict-report.ts';
import type { WindowName } from '../../src/model/time-window.ts';

const against = (rule: string, title: string, text: string, figures: Record<string, number>): Evidence => ({
  rule,
  title,
  meaning: 'What that means, in a sentence.',
  speaks: 'against',
  confidence: 'high',
  text,
  figures,
  limit: { count: 10, seconds: 600, origin: 'own choice' },
  forgeable: false,
});

const googlebot: Identity = {
  ...noIdentity,
  claim: 'Googlebot',
  status: 'verified',
  kind: 'search',
  service: 'Googlebot',
  by: 'range',
  listDate: '2026-08-22',
  ranges: [{ service: 'Googlebot', kind: 'search' }],
};

const judged: readonly JudgedAddress[] = [
  {
    address: '203.0.113.77',
    verdict: 'malicious',
    confidence: 'high',
    causesLoad: true,
    connections: 418,
    requests: 9120,
    identity: noIdentity,
    network: { country: 'ZZ', name: 'Example Networks' },
    blockAdvice: 'can-be-blocked',
    evidence: [
      against('login-attack', 'Tries passwords', 'It sent 9,120 logins to shop.example in 58 minutes and loaded no image or style.', {
        logins: 9120,
        minutes: 58,
      }),
      against('many-connections', 'Many connections', 'It holds 418 connections; the next busiest address holds 31.', { connections: 418 }),
      {
        ...against('fixed-agent', 'One user agent', 'All with one ancient user agent.', { agents: 1 }),
        forgeable: true,
        speaks: 'neither',
      },
    ],
  },
  {
    address: '203.0.113.199',
    verdict: 'suspicious',
    confidence: 'medium',
    causesLoad: false,
    connections: 1,
    requests: 41,
    identity: { ...noIdentity, claim: 'Googlebot', status: 'fake', kind: 'search', reverseNames: ['crawl-203-0-113-199.bot.example'] },
    network: null,
    blockAdvice: 'can-be-blocked',
    evidence: [
      against(
        'fake-crawler',
        'Says it is somebody else',
        'It says it is Googlebot, but its reverse name is crawl-203-0-113-199.bot.example.',
        {},
      ),
      against('payload', 'Sends attacks', 'One request carried <script>alert(1)</script>.', { requests: 1 }),
    ],
  },
  {
    address: '2001:db8:bad:9::1f',
    verdict: 'legitimate',
    confidence: 'high',
    causesLoad: false,
    connections: 3,
    requests: 700,
    identity: googlebot,
    network: null,
    blockAdvice: 'verified-service',
    evidence: [
      { ...against('verified', 'Verified', 'Its address is on the list of Googlebot.', {}), speaks: 'for', limit: null },
      { ...against('missing', 'Missing pages', 'It asked for 700 pages that are gone.', { pages: 700 }), speaks: 'neither', limit: null },
    ],
  },
];

const findings: readonly Finding[] = [
  {
    rule: 'login-after-failures',
    severity: 'alarm',
    title: 'Somebody got in',
    text: 'After 212 wrong passwords, 203.0.113.77 was let in to the WordPress of shop.example at 08:31.',
    meaning: 'A login was accepted after a run of wrong passwords: the password may have been guessed.',
    confidence: 'high',
    figures: { failures: 212 },
    limit: { count: 5, seconds: null, origin: 'people need 1 to 5 tries and load images and styles' },
    forgeable: false,
    about: ['shop.example'],
    addresses: ['203.0.113.77'],
    advice: 'Reset the passwords and end all sessions of that site now, then look for new files and users.',
  },
  {
    rule: 'queue-full',
    severity: 'warning',
    title: 'The web server takes no more callers',
    text: '512 connections wait on port 443; 511 is the most it lets wait.',
    meaning: 'Visitors arrive faster than the program lets them in, so that new ones wait or are turned away.',
    confidence: 'high',
    figures: { waiting: 512 },
    limit: null,
    forgeable: false,
    about: [],
    addresses: [],
    advice: null,
  },
];

/** The verdicts of the fake server; an empty one has none. */
export function fakeVerdicts(isBusy: boolean, window: WindowName, nowMs: number, top: number | null): VerdictReport {
  return {
    takenAt: new Date(nowMs).toISOString(),
    window: { name: window, from: new Date(nowMs - 3_600_000).toISOString(), to: new Date(nowMs).toISOString() },
    cause: isBusy
      ? { id: 'login-attack', text: 'This is why you are slow: 203.0.113.77 tries passwords on shop.example, 62% of all requests.' }
      : { id: 'nothing-wrong', text: 'Nothing stands out: few connections, no attack, and the server is idle.' },
    findings: isBusy ? findings : [],
    addresses: isBusy ? judged.slice(0, top ?? judged.length) : [],
    judged: { addresses: isBusy ? 37 : 0, malicious: isBusy ? 1 : 0, suspicious: isBusy ? 1 : 0, leftOut: 0 },
    totals: { connections: isBusy ? 1264 : 0, requests: isBusy ? 14_690 : 0, errorLines: isBusy ? 812 : 0 },
    problems: [],
  };
}

export function fakeAddressDetail(address: IpAddress): AddressDetail {
  const known = judged.find((one) => one.address === address);
  const isProxy = address === fakeProxy;
  const unknown: JudgedAddress = {
    address,
    verdict: 'unknown',
    confidence: 'low',
    causesLoad: false,
    connections: 0,
    requests: 0,
    identity: isProxy ? cdn : noIdentity,
    network: null,
    blockAdvice: isProxy ? 'proxy-in-front' : 'nothing-against-it',
    evidence: [],
  };
  const guess = `${address} - - [22/Nov/2026:08:40:59 +0000] "POST /wp-login.php HTTP/1.1" 200 4523 "-" "<script>alert(1)</script>\u202e"`;
  const other = `${address} - - [22/Nov/2026:08:40:58 +0000] "GET / HTTP/1.1" 200 4523 "-" "<script>alert(1)</script>\u202e"`;
  return {
    judged: known ?? unknown,
    sites: [],
    paths: [],
    agents: [],
    statuses: {},
    minutes: [],
    minuteSeconds: 60,
    problems: [],
    samples: known === undefined ? [] : [guess, other],
    samplesByRule: known?.evidence.some(({ rule }) => rule === 'login-attack') === true ? { 'login-attack': [guess] } : {},
  };
}

/** A proxy whose addresses are connected, and one in the log. */
export const fakeProxy = '2001:db8:bad:9:5c3f:1aff:fe02:7d1e';
const cdn: Identity = {
  ...noIdentity,
  status: 'verified',
  kind: 'cdn',
  service: 'Example CDN',
  by: 'range',
  listDate: '2026-08-22',
  ranges: [{ service: 'Example CDN', kind: 'cdn' }],
};

const searcher: Identity = { ...noIdentity, status: 'verified', kind: 'search', service: 'Example Search', by: 'range' };

export const fakeIdentities = (isBusy: boolean): ReadonlyMap<string, Identity> =>
  new Map<string, Identity>(
    isBusy
      ? [
          [fakeProxy, cdn],
          ['2001:db8:bad:9::2f', searcher],
          ['198.51.100.8', searcher],
        ]
      : [],
  );
