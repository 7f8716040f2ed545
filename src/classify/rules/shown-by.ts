import type { SampleLine } from '../../model/behaviour.ts';
import type { Evidence } from '../../model/verdict-report.ts';

type Shows = SampleLine['shows'];

const ordinary: readonly Shows[] = [null];
const logins: readonly Shows[] = ['login', 'xmlrpc'];
const scripts: readonly Shows[] = ['missing-script', 'turned-away', 'secret', 'backup'];

/** Which lines show what a rule saw, the telling ones first. What is not here is seen in no single line: who somebody is, and what sockets do. */
const shownBy: Readonly<Record<string, readonly Shows[]>> = {
  'login-succeeded': ['let-in', 'login'],
  'login-attack': logins,
  'spread-logins': logins,
  'password-tries': ['login', 'auth-failure', null],
  'wrong-passwords': ['auth-failure'],
  'user-names': ['auth-failure', null],
  'other-logins': ['other-login'],
  'same-form': ['other-login', null],
  'subnet-logins': logins,
  'user-enumeration': ['user-enumeration'],
  'script-scan': scripts,
  'script-burst': scripts,
  'scan-of-sites': scripts,
  'shell-hunt': ['missing-script', 'shell-answered'],
  'subnet-scripts': scripts,
  'subnet-probes': scripts,
  nameless: [...scripts, 'payload', 'login'],
  'missing-pages': ordinary,
  'backup-hunt': ['backup'],
  'secrets-asked': ['secret', 'secret-answered'],
  'shell-answered': ['shell-answered'],
  payloads: ['payload'],
  'firewall-hits': ['rule-hit'],
  'attack-tool': ['bad-agent'],
  'comment-spam': ['comment'],
  'proxy-tries': ['proxy-try'],
  pingbacks: ['pingback'],
  'not-web': ['not-web'],
  'slow-requests': ['slow-request'],
  'cache-busting': ['cache-buster'],
  'search-flood': ['search'],
  'spread-flood': ['cache-buster', 'search', null],
  'http-flood': ordinary,
  'changing-agents': ordinary,
  'fake-crawler': ordinary,
  'ordinary-visitor': ordinary,
};

/**
 * By rule the lines that show what it saw. A line stands under one rule: each first takes what tells most of it, the strongest
 * evidence before others, and then what is left.
 */
export function linesByRule(evidence: readonly Evidence[], lines: readonly SampleLine[]): Readonly<Record<string, readonly string[]>> {
  const left = new Set(lines);
  const byRule = new Map<string, readonly string[]>();
  for (const first of [true, false]) {
    for (const { rule } of evidence) {
      const own = takeFrom(left, (shownBy[rule] ?? []).slice(0, first ? 1 : undefined));
      if (own.length > 0) byRule.set(rule, [...(byRule.get(rule) ?? []), ...own]);
    }
  }
  return Object.fromEntries(byRule);
}

function takeFrom(left: Set<SampleLine>, kinds: readonly Shows[]): readonly string[] {
  const own = [...left].filter(({ shows }) => kinds.includes(shows));
  for (const line of own) left.delete(line);
  return own.map(({ line }) => line);
}

/** Every rule that may show lines. */
export const rulesWithLines: readonly string[] = Object.keys(shownBy);
