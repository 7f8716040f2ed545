import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { until } from '../system/error-log-rig.ts';
import { startServer } from '../stand-ins/whm/running-server.mjs';
import { domlogs } from '../stand-ins/whm/server-root.mjs';
import { attack, visits } from '../stand-ins/whm/visitors.mjs';
import { launch } from './signed-in-page.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('chromium', 'ip', 'nft', 'openssl')];
const attacker = attack.from;
const visitor = visits[0]?.from ?? '';

let browser: Browser;
let server: Awaited<ReturnType<typeof startServer>>;

interface LoggedIn {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Another of our pages, in the same session. */
  readonly open: (query: string) => Promise<void>;
}

/** A browser of its own, logged in to the stand-in's WHM and at our first page; with what it complains about. */
async function loggedIn(user: string): Promise<LoggedIn> {
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The stand-in has no icon of its own.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.loginLink(user));
  const open = async (query: string): Promise<void> => {
    await page.goto(new URL(`?${query}`, page.url()).href);
  };
  return { page, complaints, open };
}

const text = async (page: Page): Promise<string> => (await page.locator('#ac-main').innerText()).replaceAll(/\s+/g, ' ');

const linesOf = (address: string): readonly string[] =>
  readFileSync(join(server.root, domlogs, 'bob.example-ssl_log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${address} `));
/** What bob's site answered an address last. */
const lastStatus = (address: string): string | undefined => / (\d{3}) /.exec(linesOf(address).at(-1) ?? '')?.[1];

const blockButton = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('button', { name: `Block ${attacker}` });
const unblock = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /Unblock/ })
    .first()
    .click();
const patient = { timeout: 60_000, interval: 500 } as const;

describe.skipIf(missing.length > 0)(`the story in WHM${because(missing.length === 0, `needs ${missing.join(', ')}`)}`, () => {
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), startServer()]);
    // Until the attack has left its trace.
    await until('the attack is in the log', () => linesOf(attacker).length > 40);
  }, 200_000);
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
    await page.context().close();
  }, 200_000);

  it.skipIf(!needs.program('apache2'))(
    `lets a reseller keep the attacker out of their site, see that it works, and undo${because(needs.program('apache2'), 'needs apache2')}`,
    async () => {
      const htaccess = join(server.root, 'home/bob/public_html/.htaccess');
      const { page, complaints, open } = await loggedIn('bob');
      await open('page=site&site=bob.example');
      await page.locator(`.ac-block-link[href*="target=${attacker}"]`).first().click();
      expect(await page.locator('h1').innerText()).toContain('for bob.example');
      // Not without leave.
      expect(await page.getByRole('link', { name: /whole server/ }).count()).toBe(0);
      await blockButton(page).click();
      await page.waitForURL(/done=b-/);
      expect(await text(page)).toMatch(/the site's \.htaccess: blocked, and found there/);
      expect(readFileSync(htaccess, 'utf8')).toContain(attacker);
      await expect.poll(() => lastStatus(attacker), patient).toBe('403');
      const before = linesOf(visitor).length;
      await expect.poll(() => linesOf(visitor).length, patient).toBeGreaterThan(before);
      expect(lastStatus(visitor)).toBe('200');
      expect(server.cphulk()).toEqual({});

      await page.getByRole('link', { name: 'Blocks', exact: true }).click();
      expect(await text(page)).toContain(attacker);
      await unblock(page);
      await page.waitForURL(/done=b-/);
      expect(await text(page)).toContain('Not blocked any more');
      expect(existsSync(htaccess)).toBe(false);
      await expect.poll(() => lastStatus(attacker), patient).toBe('200');
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    400_000,
  );

  it('lets a reseller block for the whole server once root allows it, and lift that alone', async () => {
    const bob = await loggedIn('bob');
    const forServer = `page=block&target=${attacker}`;
    await bob.open(forServer);
    expect(await bob.page.locator('body').innerText()).toContain('Blocks are made for one of your own sites');

    const root = await loggedIn('root');
    await root.open('page=settings');
    await root.page.getByRole('textbox', { name: 'bob', exact: true }).fill('3');
    await root.page.getByRole('button', { name: 'Save settings' }).click();
    // The script has a status of its own, mostly empty.
    await root.page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();

    await bob.open(`${forServer}&site=bob.example`);
    await bob.page.getByRole('link', { name: /whole server/ }).click();
    // No reason, no block: the browser asks for one, and so do we.
    await blockButton(bob.page).click();
    expect(bob.page.url()).not.toContain('done=');
    await bob.page.getByRole('textbox', { name: 'because' }).fill('tries passwords at my site');
    await blockButton(bob.page).click();
    await bob.page.waitForURL(/done=b-/);
    expect(await text(bob.page)).toMatch(/cPHulk: blocked, and found there.*The firewall of this server: blocked, and found there/);
    expect(await bob.page.content()).not.toMatch(/nftables|Journal/);
    expect(server.cphulk()).toHaveProperty([attacker, 'list'], 'black');
    const kept = linesOf(attacker).length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(linesOf(attacker)).toHaveLength(kept);

    // Somebody else's visitor is nobody to them.
    await bob.open('page=block&target=203.0.113.22');
    expect(await text(bob.page)).toContain('was not seen at your own accounts');
    expect(await bob.page.getByRole('button', { name: /^Block/ }).count()).toBe(0);

    await root.open('page=blocks');
    expect(await text(root.page)).toMatch(/tries passwords at my site bob, in WHM.*as the reseller bob may by Settings: tries passwords/);

    await bob.open(forServer);
    await unblock(bob.page);
    await expect.poll(() => Object.keys(server.cphulk()), patient).toEqual([]);
    expect(await text(bob.page)).toContain('Not blocked any more');
    await expect.poll(() => linesOf(attacker).length, patient).toBeGreaterThan(kept);

    // What root blocks is root's: not seen, not lifted, not blocked a second time.
    await root.open(forServer);
    await blockButton(root.page).click();
    await root.page.waitForURL(/done=b-/);
    await bob.open(forServer);
    expect(await text(bob.page)).toContain('This server or its owner has dealings with that address.');
    expect(await bob.page.getByRole('button', { name: /lock/ }).count()).toBe(0);
    await bob.open('page=blocks');
    expect(await text(bob.page)).not.toContain(attacker);
    await root.open(forServer);
    await unblock(root.page);
    await expect.poll(() => Object.keys(server.cphulk()), patient).toEqual([]);
    expect(root.complaints).toEqual([]);
    // A refusal is a 403, of which browsers complain.
    expect(bob.complaints.filter((complaint) => !complaint.includes('403'))).toEqual([]);
    await Promise.all([root.page.context().close(), bob.page.context().close()]);
  }, 400_000);

  it('says what cPHulk does not do, and what still happens', async () => {
    const { page, complaints, open } = await loggedIn('root');
    const forServer = `page=block&target=${attacker}`;
    server.changeCphulk((state) => {
      state.enabled = false;
    });
    await open(forServer);
    expect(await text(page)).toMatch(/cPHulk is not used: .*switched off/);
    await blockButton(page).click();
    await page.waitForURL(/done=b-/);
    expect(await text(page)).toMatch(/Blocked\. the firewall \(nftables\): blocked, and found there/);
    expect(server.cphulk()).toEqual({});
    await unblock(page);
    await page.waitForURL(/done=b-/);

    // Root's own white list: seen first, gone past with a reason, and left as it is.
    server.changeCphulk((state) => {
      state.enabled = true;
      state.records[attacker] = { list: 'white', comment: 'the office' };
    });
    await open(forServer);
    expect(await text(page)).toContain("cPHulk's white list");
    await page.getByRole('textbox', { name: 'In spite of the above, because' }).fill('it attacks');
    await blockButton(page).click();
    await page.waitForURL(/done=b-/);
    expect(await text(page)).toMatch(/Blocked in part.*cPHulk: not blocked: .*white list.*nftables\): blocked, and found there/);
    expect(server.cphulk()).toEqual({ [attacker]: { list: 'white', comment: 'the office' } });
    await unblock(page);
    await expect.poll(() => text(page), patient).toContain('Not blocked any more');
    server.changeCphulk((state) => {
      state.records = {};
    });
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 400_000);

  it('lets root see, block, watch it stop, and undo', async () => {
    const { page, complaints } = await loggedIn('root');
    expect(await page.locator('.standin-menu').innerText()).toContain('WHM');
    await page.locator(`.ac-block-link[href*="target=${attacker}"]`).first().click();
    await blockButton(page).click();
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

    await unblock(page);
    await expect.poll(() => Object.keys(server.cphulk()), patient).toEqual([]);
    expect(await text(page)).toContain('lifted');
    expect(complaints).toEqual([]);
  }, 400_000);
});
