import { describe, expect, it } from 'vitest';
import type { Reviews } from '../../../src/actions/reviews.ts';
import { clockAt } from '../../../src/views/times.ts';
import { assetPath } from '../../../src/web/asset-links.ts';
import { assetInside, assetNamed } from '../../../src/web/assets.ts';
import { ownDocument } from '../../../src/web/chrome.ts';
import { dispatch, failureResponse } from '../../../src/web/dispatch.ts';
import { type FakeState, fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';
import { fakeBlocks, fakeOperator } from '../../browser/fake-blocks.ts';
import { tokens, wholePage } from './whole-page.ts';

const clock = clockAt(fakeNowMs, 'UTC');
const ask = (query: string, method = 'GET', state: FakeState = 'busy') => wholePage(query, { method, reviews: fakeReviews(state) });

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
    const watched = Object.fromEntries(
      Object.entries(reviews).map(([name, review]) => [
        name,
        (...words: unknown[]): unknown => {
          asked.push(name);
          return (review as (...words: unknown[]) => unknown)(...words);
        },
      ]),
    ) as unknown as Reviews;
    await wholePage('page=errors', { reviews: watched });
    expect(asked.filter((name) => name !== 'machine')).toEqual(['errors', 'identities']);
  });

  it('lets a bug through to the host', async () => {
    const broken = {
      ...fakeReviews(),
      machine: () => {
        throw new Error('secret detail');
      },
    };
    await expect(wholePage('page=sources', { reviews: broken })).rejects.toThrow('secret detail');
  });

  it('has a page for bugs that tells no details', () => {
    const { status, body } = failureResponse(clock, ownDocument);
    expect(status).toBe(500);
    expect(body).toContain('fault in this program');
  });

  it('reads nothing before the body is asked for', async () => {
    const reviews = fakeReviews();
    const never = () => Promise.reject(new Error('read'));
    const answer = await dispatch(
      { method: 'GET', query: new URLSearchParams('page=errors'), form: null, operator: fakeOperator },
      { blocks: fakeBlocks('empty'), tokens, reviews: { ...reviews, errors: never }, clock, chrome: ownDocument },
    );
    expect([answer.status, typeof answer.body]).toEqual([200, 'function']);
  });
});

describe('assets', () => {
  it('are served with their type, and named by their content', () => {
    expect(assetNamed('app.css')?.headers['Content-Type']).toBe('text/css; charset=utf-8');
    expect(assetNamed('app.js')?.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
    expect(assetNamed('icon.svg')?.headers['Content-Type']).toBe('image/svg+xml; charset=utf-8');
    expect(assetPath('app.css')).toMatch(/^app\.css\?v=[0-9a-f]{12}$/);
  });

  it.each(['', '..', '../layout.hbs', 'constructor', '__proto__', 'app.css/', 'APP.CSS'])('has nothing named %j', (name) => {
    expect(assetNamed(name)).toBeUndefined();
  });

  it('can stand inside a page that is kept as a file', () => {
    expect(assetInside('icon.svg')).toMatch(/^data:image\/svg\+xml;charset=utf-8,%3Csvg/);
    expect(decodeURIComponent(assetInside('app.css').split(',').slice(1).join(','))).toBe(assetNamed('app.css')?.body);
  });
});
