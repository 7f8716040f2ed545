import { describe, expect, it } from 'vitest';
import { rules } from '../../../../src/classify/rules/all-rules.ts';
import { rulesWithLines } from '../../../../src/classify/rules/shown-by.ts';
import type { Evidence } from '../../../../src/model/verdict-report.ts';
import { attacker, behaviour, behaviours, hits, judged, type SceneParts, signs } from '../scenes.ts';
import { samples } from './samples.ts';

const evidenceOf = (rule: string, scene: SceneParts): Evidence | undefined =>
  judged(scene)
    .addresses.find(({ address }) => address === attacker)
    ?.evidence.find((one) => one.rule === rule);

const speaksFor: readonly string[] = ['own-server', 'verified-service', 'works-in-admin', 'ordinary-visitor'];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const sample = samples[id];

  it('speaks of its sample, with its figures, in one whole sentence', () => {
    const evidence = evidenceOf(id, sample?.speaks ?? {});
    expect(evidence?.speaks).toBe(speaksFor.includes(id) ? 'for' : ['proxy-in-front', 'pingbacks'].includes(id) ? 'neither' : 'against');
    expect(evidence?.text).toMatch(/^[A-Z0-9].*\.$/);
    expect(evidence?.text).not.toMatch(/undefined|NaN|null| {2}|\b1 (?:requests|tries|connections|scripts|pages|hits)\b/);
    expect(evidence?.title).toBe(rule.title);
  });

  it('says nothing against its look-alike', () => {
    const evidence = evidenceOf(id, sample?.lookAlike ?? {});
    expect(evidence === undefined || (evidence.speaks === 'neither' && !speaksFor.includes(id))).toBe(true);
  });
});

describe('the rules', () => {
  it('have each a sample, an own name, and a sentence for a customer', () => {
    expect(Object.keys(samples).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { meaning, title } of rules) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  it('are known where lines are given to them', () => {
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining([...rulesWithLines]));
  });
});

describe('missing scripts that error logs name', () => {
  const seen = (parts: Parameters<typeof behaviour>[1]): ReturnType<typeof evidenceOf> =>
    evidenceOf('script-scan', { behaviours: behaviours([behaviour(attacker, parts)]) });
  const named = (count: number, more: object = {}): ReturnType<typeof hits> =>
    hits(count, 5, (at) => `/srv/x${String(at)}.php`, { status: null, method: '', ...more });

  it('count like requests, but not a second time', () => {
    expect(seen({ requests: 0, signs: signs({ 'missing-script': named(12) }) })).toMatchObject({ confidence: 'high', forgeable: false });
    const asked = hits(7, 5, (at) => `/x${String(at)}.php`, { status: 404 });
    expect(seen({ signs: signs({ 'missing-script': [...asked, ...named(7)] }) })?.figures).toMatchObject({ different: 7 });
  });

  it('make nothing certain where they can be forged, or have no name', () => {
    expect(seen({ requests: 0, signs: signs({ 'missing-script': named(30, { forgeable: true }) }) })).toMatchObject({
      confidence: 'medium',
      forgeable: true,
    });
    const nameless = hits(30, 5, () => 'a script', { status: null, method: '' });
    expect(seen({ requests: 0, signs: signs({ 'missing-script': nameless }) })).toMatchObject({ confidence: 'medium' });
  });
});

describe('hits of the web firewall', () => {
  it('count once a request, however many rules it hits', () => {
    const hit = (every: number): ReturnType<typeof evidenceOf> =>
      evidenceOf('firewall-hits', {
        behaviours: behaviours([
          behaviour(attacker, {
            requests: 0,
            signs: signs({ 'rule-hit': hits(8, every, (at) => `rule ${String(at)}`, { status: null }) }),
          }),
        ]),
      });
    expect(hit(0)).toBeUndefined();
    expect(hit(10)?.figures).toMatchObject({ hits: 8 });
  });
});

describe('attacks that nginx’s error log alone tells of', () => {
  it('are shown, and prove nothing', () => {
    const payload = hits(30, 2, (at) => ['traversal', 'sql', 'command'][at % 3] ?? '', { status: null, forgeable: true });
    expect(
      evidenceOf('payloads', { behaviours: behaviours([behaviour(attacker, { requests: 0, signs: signs({ payload }) })]) }),
    ).toMatchObject({ confidence: 'low', forgeable: true });
  });
});

describe('tries at a login', () => {
  it('are told with the page and the parameter that tell it, cut where they are long', () => {
    const textOf = (what: string): string | undefined =>
      evidenceOf('other-logins', {
        behaviours: behaviours([
          behaviour(attacker, { signs: signs({ 'other-login': hits(20, 5, () => what, { method: 'POST', status: 403 }) }) }),
        ]),
      })?.text;
    expect(textOf('/index.php?route=account/login')).toContain(' to log in at /index.php?route=account/login on ');
    expect(textOf(`/${'x'.repeat(290)}/login`)).toMatch(/ at \/x{20,60}…x{10,40}\/login /);
  });
});
