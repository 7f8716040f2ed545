import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '../../src/hosts/server/serve.ts';
import { because, needs } from '../needs.ts';
import { fakeNowMs, fakeReviews } from './fake-reviews.ts';
import { launch, signedInPage, type WatchedPage } from './signed-in-page.ts';
import { fakeBlocks, fakeOperator, removeFakeBlocks } from './fake-blocks.ts';

afterAll(removeFakeBlocks);

const hasChromium = needs.program('chromium');

describe.skipIf(!hasChromium)(`the script of the pages${because(hasChromium, 'needs chromium')}`, () => {
  let browser: Browser;
  let server: RunningServer;
  /** The fake server's clock: each reading of a page is told by its time. */
  let nowMs = fakeNowMs;
  let broken = false;

  beforeAll(async () => {
    browser = await launch();
    const reviews = fakeReviews('busy', () => nowMs);
    const machine = () => {
      if (broken) throw new Error('broken for a while');
      return reviews.machine();
    };
    server = await serve({
      blocks: fakeBlocks('busy'),
      operator: fakeOperator,
      reviews: { ...reviews, machine },
      log: () => undefined,
      now: () => nowMs,
      timeZone: 'UTC',
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** A page whose time the test winds on. */
  async function openWithClock(query = '?page=overview'): Promise<WatchedPage> {
    const watched = await signedInPage(browser, server);
    await watched.page.clock.install();
    await watched.open(query);
    await watched.page.getByRole('button', { name: 'Pause' }).waitFor();
    return watched;
  }

  const answers = ({ page }: WatchedPage) => page.waitForResponse((response) => response.request().resourceType() === 'fetch');

  /** When the connections on the page were read. */
  const readAt = ({ page }: WatchedPage) => page.locator('#ac-peers .ac-source').innerText();

  /** Winds on, second by second, until the page shows a later reading. */
  async function refreshed(watched: WatchedPage, mostSeconds: number): Promise<void> {
    nowMs += 60_000;
    const before = await readAt(watched);
    for (let second = 0; second < mostSeconds; second += 5) {
      await watched.page.clock.runFor(5_000);
      if ((await readAt(watched)) !== before) return;
    }
    throw new Error(`no refresh within ${mostSeconds} s`);
  }

  const firstCells = ({ page }: WatchedPage, table: string) => page.locator(`${table} tbody th .ac-foreign`).allInnerTexts();

  it('sorts by any column, back and forth, and says so to a screen reader', async () => {
    const watched = await openWithClock();
    const { page } = watched;
    const heading = page.locator('#ac-peers th', { hasText: 'Half-open' });
    const button = heading.getByRole('button');
    await button.click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('#ac-peers th[aria-sort]').count()).toBe(1);
    expect((await firstCells(watched, '#ac-peers'))[0]).toBe('203.0.113.24');
    await button.click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect((await firstCells(watched, '#ac-peers')).at(-1)).toBe('203.0.113.24');
    await page.locator('#ac-ports th button', { hasText: 'Port' }).click();
    const ports = (await page.locator('#ac-ports .ac-port-number').allInnerTexts()).map(Number);
    expect(ports).toEqual([...ports].sort((a, b) => a - b));
    await watched.context.close();
  });

  it('refreshes by itself and keeps what is sorted, open, scrolled and focused', async () => {
    const watched = await openWithClock('?page=overview&top=50');
    const { page } = watched;
    await page.locator('#ac-peers th button', { hasText: 'Half-open' }).click();
    await page.evaluate("document.querySelector('details.ac-unread').open = true");
    const whole = (await page.locator('main').innerText()).split('\n').length;
    await page.getByRole('link', { name: '203.0.113.77' }).first().focus();
    await page.evaluate('window.scrollTo(0, 500)');
    await refreshed(watched, 120);
    expect((await firstCells(watched, '#ac-peers'))[0]).toBe('203.0.113.24');
    expect(await page.locator('#ac-peers th[aria-sort]').innerText()).toContain('Half-open');
    expect(await page.locator('details.ac-unread').first().getAttribute('open')).not.toBeNull();
    expect(await page.locator('details.ac-unread').nth(1).getAttribute('open')).toBeNull();
    expect(await page.locator(':focus').textContent()).toBe('203.0.113.77');
    expect(await page.evaluate('window.scrollY')).toBe(500);
    expect((await page.locator('main').innerText()).split('\n')).toHaveLength(whole);
    await refreshed(watched, 120);
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  });

  it('counts the seconds since the last update', async () => {
    const watched = await openWithClock();
    const status = watched.page.locator('[data-ac-refresh]');
    await watched.page.clock.runFor(5_000);
    expect(await status.innerText()).toMatch(/Updated 5 s ago/);
    await watched.context.close();
  });

  it('pauses and resumes, and says so once to a screen reader', async () => {
    const watched = await openWithClock();
    const { page } = watched;
    let fetches = 0;
    page.on('request', (request) => (fetches += Number(request.resourceType() === 'fetch')));
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Updates paused.');
    await page.clock.runFor(120_000);
    expect(await page.locator('[data-ac-refresh]').innerText()).toMatch(/Paused, updated 2 min ago/);
    expect(fetches).toBe(0);
    const answered = answers(watched);
    await page.getByRole('button', { name: 'Resume' }).click();
    await answered;
    expect(fetches).toBe(1);
    await watched.context.close();
  });

  it.each([
    ['types an address', async ({ page }: WatchedPage) => page.getByRole('textbox', { name: 'IP address' }).fill('203.0')],
    [
      'marks text',
      async ({ page }: WatchedPage) => page.evaluate("document.getSelection().selectAllChildren(document.querySelector('h1'))"),
    ],
    [
      'looks at another tab',
      async ({ page }: WatchedPage) => page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })"),
    ],
  ])('does not refresh while somebody %s', async (_, busy) => {
    const watched = await openWithClock();
    let fetches = 0;
    watched.page.on('request', (request) => (fetches += Number(request.resourceType() === 'fetch')));
    await busy(watched);
    await watched.page.clock.runFor(60_000);
    expect(fetches).toBe(0);
    await watched.context.close();
  });

  it('tries again more and more seldom when the server fails, keeps the page, and goes on when it is back', async () => {
    const watched = await openWithClock();
    const { page } = watched;
    const before = await readAt(watched);
    let fetches = 0;
    page.on('request', (request) => (fetches += Number(request.resourceType() === 'fetch')));
    broken = true;
    try {
      for (let seconds = 0; seconds < 120; seconds += 5) await page.clock.runFor(5_000);
      expect(fetches).toBeGreaterThanOrEqual(2);
      // Without holding back it would have been twelve.
      expect(fetches).toBeLessThanOrEqual(4);
      expect(await page.locator('[data-ac-refresh]').innerText()).toContain('does not answer');
      expect(await readAt(watched)).toBe(before);
    } finally {
      broken = false;
    }
    await refreshed(watched, 400);
    expect(await page.locator('[data-ac-refresh]').innerText()).not.toContain('does not answer');
    await watched.context.close();
  });

  it('stops when the session is over, and says so', async () => {
    const watched = await openWithClock();
    await watched.context.clearCookies();
    const answered = answers(watched);
    await watched.page.clock.runFor(12_000);
    await answered;
    await expect.poll(() => watched.page.locator('[data-ac-refresh]').innerText()).toContain('Signed out');
    expect(await watched.page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    expect(await readAt(watched)).not.toBe('');
    await watched.context.close();
  });

  it('lives beside prototype.js and leaves no global behind', async () => {
    const watched = await signedInPage(browser, server);
    const { page } = watched;
    await page.addInitScript(() => {
      // As prototype.js does: enumerable additions to what everybody shares.
      for (const name of ['each', 'include', 'toJSON']) {
        Object.assign(Array.prototype, { [name]: () => 'from prototype.js' });
        Object.assign(String.prototype, { [name]: () => 'from prototype.js' });
      }
      (globalThis as unknown as { before: string[] }).before = Object.keys(globalThis);
    });
    await watched.open('?page=overview');
    await page.locator('#ac-peers th button', { hasText: 'Half-open' }).click();
    expect((await firstCells(watched, '#ac-peers'))[0]).toBe('203.0.113.24');
    const added = await page.evaluate(() => {
      const { before } = globalThis as unknown as { before: string[] };
      return Object.keys(globalThis).filter((name) => name !== 'before' && before.indexOf(name) < 0);
    });
    expect(added).toEqual([]);
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  });
});
