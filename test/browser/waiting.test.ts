import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, needs } from '../needs.ts';
import { fakeNowMs, fakeReviews } from './fake-reviews.ts';
import { slowServer } from './fake-server.ts';
import { launch, signedInPage } from './signed-in-page.ts';
import { serve } from '../../src/hosts/server/serve.ts';
import { fakeBlocks, fakeOperator, removeFakeBlocks } from './fake-blocks.ts';

afterAll(removeFakeBlocks);

const hasChromium = needs.program('chromium');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasChromium)(`while a page is on its way${because(hasChromium, 'needs chromium')}`, () => {
  let browser: Browser;
  const logged: string[] = [];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    expect(logged).toEqual([]);
  });

  const shown = (page: Page, what: string) => page.locator(what).filter({ visible: true });

  it.each([
    ['with script', true],
    ['without script', false],
  ])('its head is there, then how far it is, then the content alone: %s', async (_, javaScriptEnabled) => {
    const { server, finish } = await slowServer((line) => logged.push(line));
    const { page, context, complaints } = await signedInPage(browser, server, { javaScriptEnabled, waitUntil: 'commit' });
    await page.goto(`http://127.0.0.1:${server.port}/?page=overview&window=24h`, { waitUntil: 'commit' });
    await shown(page, '.ac-tabs').waitFor();
    await shown(page, '.ac-waiting-title').waitFor();
    expect(await page.title()).toBe('Overview · web12.hosting.example · Active Connections');
    expect(await page.locator('main').count()).toBe(0);
    // Two pieces have come; one is seen.
    await page.locator('.ac-progress').nth(1).waitFor({ state: 'attached' });
    await expect.poll(() => shown(page, '.ac-progress').count()).toBe(1);
    expect(await shown(page, '.ac-progress-line').allInnerTexts()).toEqual([
      expect.stringMatching(/^Access logs\s+\d+ of 512 files, [\d.]+ [MG]iB of 4\.1 GiB(, about \d+ s left)?$/),
      expect.stringMatching(/^Error logs\s+\d+ of 21 files, [\d.]+ MiB read$/),
    ]);
    finish();
    await shown(page, 'main h1').waitFor();
    expect(await shown(page, '.ac-waiting').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
    await server.close();
  });

  it('is accessible, light and dark, and fits a narrow screen', async () => {
    const { server, finish } = await slowServer((line) => logged.push(line));
    const { page, context } = await signedInPage(browser, server, { viewport: { width: 360, height: 740 }, waitUntil: 'commit' });
    await page.goto(`http://127.0.0.1:${server.port}/?page=overview&window=all`, { waitUntil: 'commit' });
    await page.locator('.ac-progress').nth(1).waitFor({ state: 'attached' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axeSource);
      const findings = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      });
      // The content, and with it the main landmark and its heading, are still to come.
      expect(findings.filter((finding) => !/^(page-has-heading-one|landmark-one-main|skip-link|region):/.test(finding))).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    finish();
    await context.close();
    await server.close();
  });

  it('is given up by a click on a shorter span, and by closing the window', async () => {
    const { server, finish, givenUp } = await slowServer((line) => logged.push(line));
    const { page, context } = await signedInPage(browser, server, { javaScriptEnabled: false, waitUntil: 'commit' });
    await expect.poll(givenUp).toBe(0);
    await page.goto(`http://127.0.0.1:${server.port}/?page=pages&window=24h`, { waitUntil: 'commit' });
    // The overview that signing in led to: its two readings.
    await expect.poll(givenUp).toBe(2);
    await shown(page, '.ac-waiting-stop a').first().click({ noWaitAfter: true });
    await expect.poll(givenUp).toBe(3);
    await page.waitForURL(/page=pages$/, { waitUntil: 'commit' });
    await shown(page, '.ac-waiting').waitFor();
    await context.close();
    await expect.poll(givenUp).toBe(4);
    finish();
    await server.close();
  });

  it('that is quick shows nothing of the kind', async () => {
    const server = await serve({
      blocks: fakeBlocks('busy'),
      operator: fakeOperator,
      reviews: fakeReviews(),
      log: (line) => logged.push(line),
      now: () => fakeNowMs,
      timeZone: 'UTC',
    });
    const { page, context } = await signedInPage(browser, server, { javaScriptEnabled: false });
    await page.goto(`http://127.0.0.1:${server.port}/?page=sources`);
    expect(await page.locator('.ac-waiting').count()).toBe(0);
    await context.close();
    await server.close();
  });

  it('and fails on the way, says so and keeps no half page', async () => {
    const errors = () =>
      new Promise<never>((_, reject) =>
        setTimeout(() => {
          reject(new Error('secret detail'));
        }, 600),
      );
    const lines: string[] = [];
    const server = await serve({
      blocks: fakeBlocks('busy'),
      operator: fakeOperator,
      reviews: { ...fakeReviews(), errors },
      log: (line) => lines.push(line),
      now: () => fakeNowMs,
      timeZone: 'UTC',
    });
    const { page, context } = await signedInPage(browser, server, { waitUntil: 'commit' });
    await page.goto(`http://127.0.0.1:${server.port}/?page=errors`);
    expect(await shown(page, 'main h1').innerText()).toBe('That went wrong');
    expect(await shown(page, '.ac-waiting').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    expect(lines.at(-1)).toMatch(/^page failed: secret detail/);
    await context.close();
    await server.close();
  });
});
