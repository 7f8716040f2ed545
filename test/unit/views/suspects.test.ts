import { describe, expect, it } from 'vitest';
import { type Identity, noIdentity, type ServiceKind, serviceKinds } from '../../../src/model/identity.ts';
import type { JudgedAddress, VerdictReport } from '../../../src/model/verdict-report.ts';
import { findingView, suspectRow, verdictSection } from '../../../src/views/suspects.ts';
import { blockAdviceText } from '../../../src/views/verdict-words.ts';
import { fakeVerdicts } from '../../browser/fake-verdicts.ts';

const report: VerdictReport = fakeVerdicts(true, '1h', Date.parse('2026-11-22T09:00:00Z'), 12);
const [attacker] = report.addresses;
if (attacker === undefined) throw new Error('the made-up server has no suspect');

const proved = (kind: ServiceKind): Identity => ({ ...noIdentity, status: 'verified', kind, service: 'Example', by: 'range' });
const who = (identity: Identity, blockAdvice: JudgedAddress['blockAdvice']): JudgedAddress => ({ ...attacker, identity, blockAdvice });

describe('a suspect', () => {
  it('can be blocked, unless it is a proxy that others come through, or this server’s own', () => {
    expect(suspectRow(attacker, '1h').block).not.toBeNull();
    expect(suspectRow(who(proved('cdn'), 'proxy-in-front'), '1h').block).toBeNull();
    const inRange = { ...noIdentity, claim: 'Googlebot', ranges: [{ service: 'Example', kind: 'cdn' as const }] };
    expect(suspectRow(who(inRange, 'proxy-in-front'), '1h').block).toBeNull();
    expect(suspectRow(who(noIdentity, 'own-or-private'), '1h').block).toBeNull();
    // A visitor behind a proxy is somebody: a rule of the site meets it where a firewall does not.
    expect(suspectRow(who(noIdentity, 'proxy-in-front'), '1h').block).not.toBeNull();
  });

  it('counts one connection as one', () => {
    const row = suspectRow({ ...attacker, connections: 1, requests: 2 }, '1h');
    expect([row.connections.one, row.requests.one]).toEqual([true, false]);
  });
});

describe('what to do instead of a block', () => {
  it('is not the same for a proxy and for a visitor behind one', () => {
    expect(blockAdviceText(who(proved('cdn'), 'proxy-in-front'))).toMatch(/^This is a proxy or CDN: /);
    expect(blockAdviceText(who(noIdentity, 'proxy-in-front'))).toMatch(/^It comes through a proxy or CDN/);
  });

  it('fits the service: robots.txt is nothing for mail, payments or the panel', () => {
    for (const kind of serviceKinds) {
      const text = blockAdviceText(who(proved(kind), 'verified-service')) ?? '';
      expect(text).toMatch(/^[A-Z].*\.$/);
      if (!['search', 'ai', 'seo', 'social', 'fetcher'].includes(kind)) expect(text).not.toContain('robots.txt');
    }
    expect(blockAdviceText(who(proved('payment'), 'verified-service'))).toContain('lose orders');
  });
});

describe('a finding', () => {
  const [finding] = report.findings;
  if (finding === undefined) throw new Error('the made-up server has no finding');

  it('leads to its sites and addresses, and says how many more there are', () => {
    const many = Array.from({ length: 9 }, (_, at) => `203.0.113.${String(at)}`);
    const view = findingView({ ...finding, about: ['shop.example', 'exim', '203.0.113.0/24'], addresses: many }, '24h');
    expect(view.about.map(({ text, target }) => [text, target?.page ?? null])).toEqual([
      ['shop.example', 'site'],
      ['exim', null],
      ['203.0.113.0/24', null],
    ]);
    expect(view.addresses).toHaveLength(5);
    expect(view.addresses[0]).toEqual({ text: '203.0.113.0', target: { page: 'address', address: '203.0.113.0', window: '24h' } });
    expect([view.otherAddresses, view.otherAbout]).toEqual(['and 4 more', null]);
    const sites = Array.from({ length: 90 }, (_, at) => `s${String(at)}.example`);
    expect(findingView({ ...finding, about: sites }, '24h')).toMatchObject({ about: { length: 8 }, otherAbout: 'and 82 more' });
  });

  it('spells out what is not what it looks like', () => {
    const view = findingView({ ...finding, about: ['a\u202eb'], text: 'x\u001b[31m', addresses: ['not\u0000one'] }, '1h');
    expect(JSON.stringify(view)).not.toMatch(/\\u001b|\u202e|\\u0000/);
    expect(view.addresses[0]?.target).toBeNull();
  });
});

describe('what the verdicts do not know', () => {
  const kept = { kind: 'not-all-kept', what: 'hits', limit: 400 } as const;
  const unread = { kind: 'permission-denied', path: '/var/log/x' } as const;

  it('is said, but not twice', () => {
    const file = { files: [{ problem: unread }] as never };
    const section = verdictSection({ ...report, problems: [kept, unread] }, '1h', [file]);
    expect(section.remarks).toHaveLength(1);
    expect(section.remarks[0]).toContain('400');
  });
});
