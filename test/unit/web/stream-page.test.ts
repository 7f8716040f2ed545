import { HtmlValidate } from 'html-validate';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reviews, Watch } from '../../../src/actions/reviews.ts';
import { fakeReviews } from '../../browser/fake-reviews.ts';
import { wholePage } from './whole-page.ts';

const MiB = 1024 * 1024;

/** Reviews whose access logs are read for so long, in steps of 100 ms, or until told to stop. */
function slowReviews(lengthMs: number): { readonly reviews: Reviews; readonly steps: () => number } {
  const reviews = fakeReviews();
  let steps = 0;
  const read = async (watch: Watch | undefined): Promise<void> => {
    for (let ms = 0; ms < lengthMs && watch?.shouldStop() !== true; ms += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      steps += 1;
      watch?.onProgress({ filesDone: steps, files: lengthMs / 100, bytes: steps * MiB, bytesInAll: (lengthMs / 100) * MiB });
    }
  };
  return {
    steps: () => steps,
    reviews: { ...reviews, access: (question, watch) => read(watch).then(() => reviews.access(question)) },
  };
}

describe('a page as it comes', () => {
  // Loading takes time of its own, which is not what is looked at here.
  beforeAll(() => import('../../../src/web/show-page.ts'));
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function through<Value>(work: Promise<Value>): Promise<Value> {
    let over = false;
    const watched = work.finally(() => (over = true));
    watched.catch(() => undefined);
    while (!over) {
      await vi.advanceTimersByTimeAsync(50);
      await new Promise(setImmediate);
    }
    return watched;
  }

  it('sends its head before anything is read, and the rest in one piece when that is quick', async () => {
    const sent: string[] = [];
    const reviews = {
      ...fakeReviews(),
      sources: () => {
        expect(sent).toHaveLength(1);
        expect(sent[0]).toMatch(
          /^<!DOCTYPE html>[^]*<title>Sources · web12.hosting.example · Active Connections[^]*aria-current="page">Sources</,
        );
        return fakeReviews().sources();
      },
    };
    const { pieces } = await through(wholePage('page=sources', { reviews }, sent));
    expect(pieces).toHaveLength(2);
    expect(pieces[1]).toMatch(/^ *<main[^]*<\/main>[^]*<\/html>\s*$/);
  });

  it('says how far the reading is while it lasts, not too often', async () => {
    const { reviews } = slowReviews(3000);
    const { pieces, body } = await through(wholePage('page=pages&window=24h', { reviews }));
    const told = pieces.filter((piece) => piece.includes('ac-progress'));
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.length).toBeLessThanOrEqual(7);
    expect(told[2]).toMatch(/<progress aria-label="Access logs" value="\d+" max="31457280">/);
    expect(told[2]).toMatch(/\d+ of 30 files, \d+.* MiB of 30.0 MiB, about 1 s left/);
    // A screen reader is told once in a while.
    expect(told.map((piece) => piece.includes('aria-hidden'))).toEqual(told.map((_, at) => at > 0));
    expect(pieces.findIndex((piece) => piece.includes('<main'))).toBe(pieces.length - 1);
    expect(body).toContain('Reading the logs of the last 24 hours');
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'no-trailing-whitespace': 'off' } });
    const { results } = await validator.validateString(body);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`))).toEqual([]);
  });

  it('offers shorter spans as plain links, the nearest first', async () => {
    const { pieces } = await through(wholePage('page=pages&window=24h', { reviews: slowReviews(500).reviews }));
    const links = pieces.find((piece) => piece.includes('ac-waiting-stop'))?.match(/href="[^"]*"/g);
    expect(links).toEqual(['href="?page&#x3D;pages"', 'href="?page&#x3D;pages&amp;window&#x3D;15m"']);
  });

  it('says that it waits where nothing reports', async () => {
    const reviews = {
      ...fakeReviews(),
      sources: () => new Promise<void>((resolve) => setTimeout(resolve, 400)).then(() => fakeReviews().sources()),
    };
    const { pieces } = await through(wholePage('page=sources', { reviews }));
    expect(pieces).toHaveLength(4);
    expect(pieces[1]).toContain('Looking for what there is to read');
  });

  it('stops reading soon after nobody waits any more, and sends nothing more', async () => {
    const { reviews, steps } = slowReviews(10_000);
    const left = new AbortController();
    const sent: string[] = [];
    setTimeout(() => {
      left.abort();
    }, 1000);
    await through(wholePage('page=pages&window=24h', { reviews, gone: left.signal }, sent));
    expect(steps()).toBeLessThanOrEqual(11);
    expect(sent.join('')).not.toContain('<main');
  });

  it('says so in the page when it fails on the way, and hands the fault to the host', async () => {
    const sent: string[] = [];
    const reviews = {
      ...fakeReviews(),
      errors: () =>
        new Promise<never>((_, reject) =>
          setTimeout(() => {
            reject(new Error('secret detail'));
          }, 400),
        ),
    };
    await expect(through(wholePage('page=errors', { reviews }, sent))).rejects.toThrow('secret detail');
    const body = sent.join('');
    expect(body).toMatch(/<main[^]*class="ac-problem"[^]*<h1>That went wrong<\/h1>[^]*<\/main>[^]*<\/html>\s*$/);
    expect(body).not.toContain('secret detail');
  });

  it('comes without a document around it where a panel has its own', async () => {
    const chrome = { whole: false, live: true, asset: (name: string) => `/modules/here/${name}`, home: null };
    const { body } = await through(wholePage('page=sources', { chrome }));
    expect(body).toMatch(
      /^<link rel="stylesheet" href="\/modules\/here\/app.css">\s*<script src="\/modules\/here\/app.js" defer><\/script>\s*<div class="active-connections">/,
    );
    expect(body.trimEnd()).toMatch(/<\/footer>\s*<\/div>$/);
    expect(body).not.toMatch(/<html|<body|<title|data-scheme/);
  });
});
