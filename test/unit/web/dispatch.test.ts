import { describe, expect, it } from 'vitest';
import { clockAt } from '../../../src/views/times.ts';
import { assetLink, assetNamed } from '../../../src/web/assets.ts';
import { dispatch, failureResponse } from '../../../src/web/dispatch.ts';
import { type FakeState, fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';

const clock = clockAt(fakeNowMs, 'UTC');
const ask = (query: string, method = 'GET', state: FakeState = 'busy') =>
  dispatch({ method, query: new URLSearchParams(query) }, fakeReviews(state), clock);

const everyPage = [
  'page=overview',
  'page=overview&by=subnet',
  'page=pages',
  'page=pages&only=%2Fxmlrpc.php',
  'page=site&site=shop.example',
  'page=errors&window=24h',
  'page=address&address=203.0.113.77',
  'page=sources',
];

describe('dispatch', () => {
  it.each(everyPage)('answers %s in every state of a server', async (query) => {
    for (const state of ['busy', 'empty', 'broken'] as const) {
      const { status, body } = await ask(query, 'GET', state);
      expect(status).toBe(200);
      expect(/^<!DOCTYPE html>[\s\S]*<main[\s\S]*<\/main>[\s\S]*<\/html>\s*$/.test(body)).toBe(true);
    }
  });

  it('keeps script, style and everything foreign out by its headers', async () => {
    const { headers } = await ask('');
    expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
    expect(headers['Content-Security-Policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });
  });

  it('prints nothing foreign unescaped and nothing inline', async () => {
    for (const query of everyPage) {
      const { body } = await ask(`${query}&top=1000&window=24h`);
      expect(body.match(/<script>|<img src=x|<b>|style=| on[a-z]+="/g)).toBeNull();
      expect(body.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]/g)).toBeNull();
    }
  });

  it('links with bare queries only', async () => {
    const { body } = await ask('page=overview');
    const links = [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((link) => !/^(\?page&#x3D;|#ac-main$)/.test(link))).toEqual([]);
  });

  it.each([
    ['page=nothing', 404, 'There is no page “nothing”'],
    ['page=<script>', 404, '“&lt;script&gt;”'],
    ['page=address&address=elsewhere', 400, '“elsewhere” does not fit address: it takes an IP address'],
    ['page=address', 400, 'address is missing: it takes an IP address'],
    ['page=site', 400, 'site is missing: it takes a domain'],
    ['window=2h', 400, 'one of 15m, 1h, 24h, all'],
  ])('says what is wrong with %s', async (query, status, text) => {
    const answer = await ask(query);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s and says what is allowed', async (method) => {
    const answer = await ask('page=overview', method);
    expect(answer.status).toBe(405);
    expect(answer.headers['Allow']).toBe('GET, HEAD');
  });

  it('asks only for what a page shows', async () => {
    const asked: string[] = [];
    const reviews = fakeReviews();
    const watched = new Proxy(reviews, {
      get: (target, name, self): unknown => {
        asked.push(String(name));
        return Reflect.get(target, name, self);
      },
    });
    await dispatch({ method: 'GET', query: new URLSearchParams('page=errors') }, watched, clock);
    expect(asked.filter((name) => name !== 'machine')).toEqual(['errors']);
  });

  it('lets a bug through to the host', async () => {
    const broken = { ...fakeReviews(), sources: () => Promise.reject(new Error('secret detail')) };
    await expect(dispatch({ method: 'GET', query: new URLSearchParams('page=sources') }, broken, clock)).rejects.toThrow('secret detail');
  });

  it('has a page for bugs that tells no details', () => {
    const { status, body } = failureResponse(clock);
    expect(status).toBe(500);
    expect(body).toContain('fault in this program');
  });
});

describe('assets', () => {
  it('are served with their type, and named by their content', () => {
    expect(assetNamed('app.css')?.headers['Content-Type']).toBe('text/css; charset=utf-8');
    expect(assetNamed('app.js')?.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
    expect(assetNamed('icon.svg')?.headers['Content-Type']).toBe('image/svg+xml; charset=utf-8');
    expect(assetLink('app.css')).toMatch(/^assets\/app\.css\?v=[0-9a-f]{12}$/);
  });

  it.each(['', '..', '../layout.hbs', 'constructor', '__proto__', 'app.css/', 'APP.CSS'])('has nothing named %j', (name) => {
    expect(assetNamed(name)).toBeUndefined();
  });
});
