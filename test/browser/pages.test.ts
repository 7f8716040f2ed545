import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/hosts/server/serve.ts';
import { because, needs } from '../needs.ts';
import type { FakeState } from './fake-reviews.ts';
import { fakeServer } from './fake-server.ts';
import { launch, signedInPage, type WatchedPage } from './signed-in-page.ts';
import { removeFakeBlocks } from './fake-blocks.ts';

afterAll(removeFakeBlocks);

const pages: readonly (readonly [FakeState, string])[] = [
  ['busy', '?page=overview'],
  ['busy', '?page=overview&by=subnet&window=24h'],
  ['busy', '?page=pages&window=24h&top=50'],
  ['busy', '?page=pages&key=path&site=shop.example'],
  ['busy', '?page=pages&only=%2Fwp-login.php'],
  ['busy', '?page=site&site=clinic.example'],
  ['busy', '?page=errors&window=24h'],
  ['busy', '?page=address&address=203.0.113.77'],
  ['busy', '?page=address&address=203.0.113.199'],
  ['busy', '?page=address&address=2001:db8:bad:9::1f'],
  ['busy', '?page=sources'],
  ['busy', '?page=blocks'],
  ['busy', '?page=block&target=203.0.113.77'],
  ['busy', '?page=block&target=203.0.113.1'],
  ['busy', '?page=block&target=198.51.100.5'],
  ['busy', '?page=block&target=198.51.100.0/24'],
  ['busy', '?page=block&target=2001:db8:bad:9::1f'],
  ['busy', '?page=block&target=192.0.2.66'],
  ['busy', '?page=settings'],
  ['empty', '?page=settings&done=saved'],
  ['broken', '?page=settings'],
  ['empty', '?page=blocks'],
  ['broken', '?page=blocks'],
  ['empty', '?page=overview'],
  ['empty', '?page=pages'],
  ['empty', '?page=errors'],
  ['empty', '?page=sources'],
  ['broken', '?page=overview'],
  ['broken', '?page=address&address=203.0.113.77'],
];
const wrong = ['?page=nothing', '?page=address&address=%3Cscript%3Ealert(1)%3C%2Fscript%3E', '?page=site'];

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, one line each. */
async function axeFindings({ page }: WatchedPage): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  });
}

const openEverything = ({ page }: WatchedPage) =>
  page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");

const hasChromium = needs.program('chromium');

describe.skipIf(!hasChromium)(`pages in a browser${because(hasChromium, 'needs chromium')}`, () => {
  const servers = new Map<FakeState, RunningServer>();
  const logged: string[] = [];
  let browser: Browser;

  const serverOf = (state: FakeState): RunningServer => {
    const server = servers.get(state);
    if (server === undefined) throw new Error(`no server for ${state}`);
    return server;
  };

  beforeAll(async () => {
    browser = await launch();
    for (const state of ['busy', 'empty', 'broken'] as const) servers.set(state, await fakeServer(state, (line) => logged.push(line)));
  });
  afterAll(async () => {
    await browser.close();
    for (const server of servers.values()) await server.close();
    expect(logged).toEqual([]);
  });

  it.each(pages)('load without a complaint, are accessible in light and dark, and fit a narrow screen: %s %s', async (state, query) => {
    const watched = await signedInPage(browser, serverOf(state), { colorScheme: 'light', viewport: { width: 1400, height: 900 } });
    const { page } = watched;
    await watched.open(query);
    await openEverything(watched);
    expect(await axeFindings(watched)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(watched)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await axeFindings(watched)).toEqual([]);
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  });

  it.each(wrong)('say what is wrong, accessibly: %s', async (query) => {
    const watched = await signedInPage(browser, serverOf('busy'));
    await watched.open(query);
    expect(await watched.page.locator('h1').innerText()).not.toBe('');
    expect(await axeFindings(watched)).toEqual([]);
    expect(watched.complaints.filter((complaint) => !complaint.includes('status of 40'))).toEqual([]);
    await watched.context.close();
  });

  it('work without script', async () => {
    const watched = await signedInPage(browser, serverOf('busy'), { javaScriptEnabled: false });
    const { page } = watched;
    await page.getByRole('link', { name: '203.0.113.77' }).first().click();
    expect(await page.locator('h1').innerText()).toBe('Address 203.0.113.77');
    await page.getByRole('link', { name: '24 h', exact: true }).click();
    expect(await page.locator('h2', { hasText: 'Requests' }).innerText()).toBe('Requests in the last 24 hours');
    await page.getByRole('textbox', { name: 'IP address' }).fill(' 2001:DB8:BAD:9:0::1f ');
    await page.getByRole('button', { name: 'Look up' }).click();
    expect(await page.locator('h1').innerText()).toBe('Address 2001:db8:bad:9::1f');
    await page.getByRole('link', { name: 'Pages', exact: true }).click();
    await page.getByLabel('Site').fill('clinic.example');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new URL(page.url()).searchParams.get('site')).toBe('clinic.example');
    const first = page.locator('#ac-pages tbody a').first();
    const name = await first.innerText();
    await first.click();
    expect(await page.locator('.ac-subject code').innerText()).toBe(name);
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    await watched.context.close();
  });

  it('show hostile text and do not obey it', async () => {
    const watched = await signedInPage(browser, serverOf('busy'));
    await watched.open('?page=address&address=203.0.113.199');
    const text = await watched.page.locator('main').innerText();
    for (const shown of [
      '/<script>alert(1)</script>',
      '/invoice\\u{202e}fdp.exe',
      '\\x16\\x03\\x01',
      '<img src=x onerror=alert(1)>',
      '/"onmouseover="alert(1)"x="',
    ]) {
      expect(text).toContain(shown);
    }
    expect(await watched.page.locator('main script, main img').count()).toBe(0);
    await watched.page.getByRole('link', { name: '/<script>alert(1)</script>' }).click();
    expect(await watched.page.locator('.ac-subject code').innerText()).toBe('/<script>alert(1)</script>');
    expect(await watched.page.getByRole('link', { name: '203.0.113.199', exact: true }).count()).toBe(1);
    await watched.open('?page=address&address=203.0.113.199');
    await watched.page.getByRole('link', { name: '<img src=x onerror=alert(1)>' }).click();
    expect(await watched.page.locator('.ac-subject code').innerText()).toBe('<img src=x onerror=alert(1)> Mozilla/5.0');
    expect(await watched.page.locator('main script, main img').count()).toBe(0);
    expect(await watched.page.locator('#ac-request-addresses').innerText()).toContain('Suspicious');
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  });

  it('can be walked with the keyboard alone', async () => {
    const watched = await signedInPage(browser, serverOf('busy'));
    const { page } = watched;
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('15 min');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    // Through the choices and headings of the first table to the first address.
    const reached: string[] = [];
    for (let step = 0; step < 15; step += 1) {
      await page.keyboard.press('Tab');
      reached.push((await page.locator(':focus').textContent()) ?? '');
    }
    expect(reached).toEqual(expect.arrayContaining(['Subnet', 'Half-open', '203.0.113.77']));
    await page.getByRole('link', { name: '203.0.113.77' }).first().press('Enter');
    await page.waitForURL(/address=203\.0\.113\.77/);
    expect(await page.locator('h1').innerText()).toBe('Address 203.0.113.77');
    await watched.context.close();
  });

  it('tell a browser without a session what to do', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const response = await page.goto(`http://127.0.0.1:${serverOf('busy').port}/`);
    expect(response?.status()).toBe(403);
    expect(await page.locator('body').innerText()).toContain('press Enter there for a new one');
    await context.close();
  });
});
