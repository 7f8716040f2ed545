import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { startServer } from '../stand-ins/whm/running-server.mjs';
import { attack } from '../stand-ins/whm/visitors.mjs';
import { launch } from './signed-in-page.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('chromium', 'ip', 'nft')];
const attacker = attack.from;

let browser: Browser;
let server: Awaited<ReturnType<typeof startServer>>;

/** A browser of its own, logged in to the stand-in's WHM and at our first page; with what it complains about. */
async function loggedIn(user: string): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The stand-in has no icon of its own.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.loginLink(user));
  return { page, complaints };
}

const text = async (page: Page): Promise<string> => (await page.locator('#ac-main').innerText()).replaceAll(/\s+/g, ' ');

describe.skipIf(missing.length > 0)(`the story in WHM${because(missing.length === 0, `needs ${missing.join(', ')}`)}`, () => {
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), startServer()]);
    // Until the attack has left its trace.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('shows a reseller who attacks their site, and nothing of others', async () => {
    const { page, complaints } = await loggedIn('bob');
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('the view of your own accounts (2)');
    expect(shown).toContain(attacker);
    for (const foreign of ['zoe', 'victor', '203.0.113.22', '203.0.113.23', '/menu']) expect(await page.content()).not.toContain(foreign);
    expect(await page.locator('.ac-block-link').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('lets root see, block, watch it stop, and undo', async () => {
    const { page, complaints } = await loggedIn('root');
    expect(await page.locator('.standin-menu').innerText()).toContain('WHM');
    await page.locator(`.ac-block-link[href*="target=${attacker}"]`).first().click();
    await page.getByRole('button', { name: `Block ${attacker}` }).click();
    await page.waitForURL(/done=b-/);
    expect(await text(page)).toMatch(/cPHulk: blocked, and found there.*nftables\): blocked, and found there/);
    expect(server.cphulk()).toHaveProperty([attacker, 'list'], 'black');

    await expect.poll(async () => (await page.reload(), text(page)), { timeout: 60_000, interval: 2_000 }).toMatch(/[1-9]\d* kept out.*/);
    // Some came between the decision and the rule; from then on none does.
    const logged = async (): Promise<string | undefined> => /(\d+) requests? logged since the block/.exec(await text(page))?.[1];
    const before = await logged();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await page.reload();
    expect(before).toBeDefined();
    expect(await logged()).toBe(before);

    await page
      .getByRole('button', { name: /Unblock/ })
      .first()
      .click();
    await expect.poll(() => Object.keys(server.cphulk()), { timeout: 20_000 }).toEqual([]);
    expect(await text(page)).toContain('lifted');
    expect(complaints).toEqual([]);
  }, 120_000);
});
