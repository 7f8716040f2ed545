import type { Browser, Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { busySites, logsOf, marksOf } from '../stand-ins/plesk/busy-server.mjs';
import { type PanelUnderAttack, startPanelUnderAttack } from '../stand-ins/plesk/running-panel.ts';
import { launch } from './signed-in-page.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('chromium', 'php', 'unzip', 'ip', 'nft')];
const [alice, bob] = busySites as unknown as readonly [(typeof busySites)[number], (typeof busySites)[number]];

let browser: Browser;
let panel: PanelUnderAttack;

/** A browser of its own, logged in to the stand-in and at our first page; with what it complains about. */
async function loggedIn(login: string): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The stand-in has no icon of its own.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(panel.loginLink(login));
  return { page, complaints };
}

const text = async (page: Page): Promise<string> => (await page.locator('#ac-main').innerText()).replaceAll(/\s+/g, ' ');

const lastStatus = (): string | undefined => {
  const lines = readFileSync(join(logsOf(panel.root, alice.name), 'access_ssl_log'), 'utf8')
    .trimEnd()
    .split('\n');
  return / (\d{3}) /.exec(lines.findLast((line) => line.startsWith(`${alice.attacker} `)) ?? '')?.[1];
};

describe.skipIf(missing.length > 0)(`the story in Plesk${because(missing.length === 0, `needs ${missing.join(', ')}`)}`, () => {
  beforeAll(async () => {
    [browser, panel] = await Promise.all([launch(), startPanelUnderAttack()]);
  });
  afterAll(async () => {
    await browser.close();
    await panel.close();
  });

  it('lets a customer see who attacks their site, keep them out of it, and undo', async () => {
    const { page, complaints } = await loggedIn('alice');
    expect(await text(page)).toContain(alice.attacker);
    for (const mark of marksOf(bob)) expect([mark, (await page.content()).includes(mark)]).toEqual([mark, false]);

    await page.getByRole('link', { name: `on the card of ${alice.name}` }).click();
    expect(await page.title()).toBe(alice.name);
    await page.locator(`.ac-block-link[href*="target=${alice.attacker}"]`).first().click();
    await page.getByRole('button', { name: `Block ${alice.attacker}` }).click();
    await page.waitForURL(/\/site\/11\?page=block.*done=b-/);
    expect(await text(page)).toContain('blocked, and found there');
    await expect.poll(lastStatus).toBe('403');

    await page.getByRole('link', { name: 'Blocks', exact: true }).click();
    expect(await text(page)).toContain(alice.attacker);
    await page.locator(`a[href*="target=${alice.attacker}"]`).first().click();
    await page
      .getByRole('button', { name: /Unblock/ })
      .first()
      .click();
    await expect.poll(lastStatus).toBe('200');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('lets the administrator see all, block for the whole server, and undo', async () => {
    const { page, complaints } = await loggedIn('admin');
    for (const { attacker } of busySites) expect(await text(page)).toContain(attacker);
    await page.locator(`.ac-block-link[href*="target=${bob.attacker}"]`).first().click();
    await page.getByRole('button', { name: `Block ${bob.attacker}` }).click();
    await page.waitForURL(/done=b-/);
    expect(await text(page)).toContain('blocked, and found there');
    // What the administrator blocks is nothing of a customer's.
    const { page: bobs } = await loggedIn('bob');
    await bobs.getByRole('link', { name: 'Blocks', exact: true }).click();
    expect(await text(bobs)).not.toContain(bob.attacker);

    await page
      .getByRole('button', { name: /Unblock/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Blocks', exact: true }).click();
    expect(await page.locator('.ac-table').filter({ hasText: bob.attacker }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
