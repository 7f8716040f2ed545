import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, lacking, needs } from '../needs.ts';
import { busySites, logsOf, marksOf } from '../stand-ins/plesk/busy-server.mjs';
import { adminAddress, type PanelUnderAttack, startPanelUnderAttack } from '../stand-ins/plesk/running-panel.ts';
import { launch } from './signed-in-page.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('chromium', 'php', 'unzip', 'ip', 'nft', 'fail2ban-server')];
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

const patient = { timeout: 15_000 };

/** What a jail of the server's Fail2Ban holds. */
const jail = (name: string): string => panel.fail2ban?.client('get', name, 'banip').trim() ?? '';
const rules = (): string => execFileSync('/sbin/ip', ['netns', 'exec', panel.network, 'nft', 'list', 'ruleset'], { encoding: 'utf8' });
const blockPage = (page: Page, target: string): string => {
  const { origin, pathname } = new URL(page.url());
  return `${origin}${pathname}?page=block&target=${target}`;
};

const text = async (page: Page): Promise<string> => (await page.locator('#ac-main').innerText()).replaceAll(/\s+/g, ' ');

const lastStatus = (): string | undefined => {
  const lines = readFileSync(join(logsOf(panel.root, alice.name), 'access_ssl_log'), 'utf8')
    .trimEnd()
    .split('\n');
  return / (\d{3}) /.exec(lines.findLast((line) => line.startsWith(`${alice.attacker} `)) ?? '')?.[1];
};

describe.skipIf(missing.length > 0)(
  `the story in Plesk${because(missing.length === 0, `needs ${missing.join(', ')}`)}`,
  { timeout: 180_000 },
  () => {
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
      await expect.poll(lastStatus, patient).toBe('403');

      await page.getByRole('link', { name: 'Blocks', exact: true }).click();
      expect(await text(page)).toContain(alice.attacker);
      await page.locator(`a[href*="target=${alice.attacker}"]`).first().click();
      await page
        .getByRole('button', { name: /Unblock/ })
        .first()
        .click();
      await expect.poll(lastStatus, patient).toBe('200');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('lets a reseller do the same for a customer’s site, and see nothing of other people’s', async () => {
      const { page, complaints } = await loggedIn('rita');
      expect(await text(page)).toContain(alice.attacker);
      await page.goto(new URL(`?page=site&site=${alice.name}`, page.url()).href);
      expect(await text(page)).toContain(alice.page);
      await page.locator(`.ac-block-link[href*="target=${alice.attacker}"]`).first().click();
      await page.getByRole('button', { name: `Block ${alice.attacker}` }).click();
      await page.waitForURL(/page=block.*done=b-/);
      expect(await text(page)).toContain('blocked, and found there');
      await expect.poll(lastStatus, patient).toBe('403');
      // Whose site it is sees it as well, and may undo it.
      const { page: alices } = await loggedIn('alice');
      await alices.getByRole('link', { name: 'Blocks', exact: true }).click();
      expect(await text(alices)).toContain(alice.attacker);

      for (const query of ['?page=overview', '?page=pages', '?page=errors', '?page=blocks', '?page=sources']) {
        await page.goto(new URL(query, page.url()).href);
        for (const mark of marksOf(bob)) expect([query, mark, (await page.content()).includes(mark)]).toEqual([query, mark, false]);
      }
      const url = new URL(page.url());
      const foreign = await page.goto(`${url.origin}${url.pathname}/site/12`);
      expect(foreign?.status()).toBe(404);
      for (const mark of marksOf(bob)) expect(await page.content()).not.toContain(mark);

      await page.goto(new URL(`${url.pathname}?page=block&target=${alice.attacker}&site=${alice.name}`, url).href);
      await page
        .getByRole('button', { name: /Unblock/ })
        .first()
        .click();
      await expect.poll(lastStatus, patient).toBe('200');
      // The browser itself complains of the 404 that was asked for.
      expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
    });

    it('lets the administrator see all, ban for the whole server by Fail2Ban, and undo in the same place', async () => {
      const { page, complaints } = await loggedIn('admin');
      for (const { attacker } of busySites) expect(await text(page)).toContain(attacker);
      await page.locator(`.ac-block-link[href*="target=${bob.attacker}"]`).first().click();
      const before = await text(page);
      expect(before).toContain(
        'Plesk IP address banning (Fail2Ban) Stops new connections from this address to all ports, the panel and SSH included',
      );
      expect(await page.getByRole('checkbox', { name: 'In the server’s firewall as well' }).isChecked()).toBe(false);
      await page.getByRole('button', { name: `Block ${bob.attacker}` }).click();
      await page.waitForURL(/done=b-/);
      const after = await text(page);
      expect(after).toContain('blocked, and found there');
      expect(after).toContain('admin, in Plesk');
      expect(jail('plesk-one-week-ban')).toBe(bob.attacker);
      expect(rules()).not.toContain(bob.attacker);
      // What the administrator blocks is nothing of a customer's.
      const { page: bobs } = await loggedIn('bob');
      await bobs.getByRole('link', { name: 'Blocks', exact: true }).click();
      expect(await text(bobs)).not.toContain(bob.attacker);

      await page
        .getByRole('button', { name: /Unblock/ })
        .first()
        .click();
      await expect.poll(() => jail('plesk-one-week-ban'), patient).toBe('');
      await page.getByRole('link', { name: 'Blocks', exact: true }).click();
      expect(await page.locator('.ac-table').filter({ hasText: bob.attacker }).count()).toBe(0);
      expect(complaints).toEqual([]);
    });

    it('uses the firewall as well where that is chosen, and the jail without end for a block without one', async () => {
      const { page, complaints } = await loggedIn('admin');
      await page.goto(blockPage(page, bob.attacker));
      await page.getByRole('checkbox', { name: 'In the server’s firewall as well' }).check();
      await page.getByLabel('for', { exact: true }).selectOption('permanent');
      await page.getByLabel('because').fill('attacks since May');
      await page.getByRole('button', { name: `Block ${bob.attacker}` }).click();
      await page.waitForURL(/done=b-/);
      expect(await text(page)).toMatch(
        /Plesk IP address banning \(Fail2Ban\).*blocked, and found there.*nftables.*blocked, and found there/,
      );
      expect([jail('plesk-permanent-ban'), jail('plesk-one-week-ban')]).toEqual([bob.attacker, '']);
      expect(rules()).toContain(bob.attacker);
      expect(await text(page)).toContain('attacks since May');
      await page
        .getByRole('button', { name: /Unblock/ })
        .first()
        .click();
      await expect.poll(() => [jail('plesk-permanent-ban'), rules().includes(bob.attacker)], patient).toEqual(['', false]);
      expect(complaints).toEqual([]);
    });

    it('never cuts off the administrator: not their own address, not whom Plesk trusts', async () => {
      const { page } = await loggedIn('admin');
      await page.goto(blockPage(page, bob.attacker));
      const token = (await page.locator('.ac-block-form input[name="token"]').getAttribute('value')) ?? '';
      const plesks = (await page.locator('#forgery_protection_token').getAttribute('content')) ?? '';
      await page.goto(blockPage(page, adminAddress));
      expect(await text(page)).toContain('This is not blocked.');
      expect(await page.getByRole('button', { name: /^Block/ }).count()).toBe(0);
      const forced = await page.request.post(blockPage(page, adminAddress), {
        form: { token, do: 'block', for: '1h', override: 'I want to', shown: 'your-own-address', forgery_protection_token: plesks },
      });
      expect(forced.status()).toBe(409);
      expect([jail('plesk-one-week-ban'), jail('plesk-permanent-ban')]).toEqual(['', '']);

      panel.fail2ban?.trusts('203.0.113.0/24   the office\n');
      await page.goto(blockPage(page, bob.visitor));
      expect(await text(page)).toContain("Plesk's list of trusted addresses");
      panel.fail2ban?.trusts('');
    });

    it('says plainly that Fail2Ban is off, and what happens then', async () => {
      const { page } = await loggedIn('admin');
      await panel.fail2ban?.stopService();
      try {
        await page.goto(blockPage(page, bob.attacker));
        const off = await text(page);
        expect(off).toContain('plesk bin ip_ban --enable');
        expect(off).toContain('nftables');
      } finally {
        await panel.fail2ban?.startService();
      }
    });

    it('reads what takes long in the background, and shows it by itself when it is there', async () => {
      panel.setPageMs(0);
      try {
        const { page, complaints } = await loggedIn('alice');
        await page.goto(new URL('?page=pages&window=24h', page.url()).href);
        expect(await text(page)).toContain('This is only a part');
        await page.getByRole('button', { name: 'Read all of it in the background' }).click();
        await page.waitForURL(/reading=[\da-f]{32}/);
        await expect.poll(() => text(page), { ...patient, timeout: 30_000 }).toContain('Read in the background,');
        expect(await text(page)).toContain(alice.page);
        // Another login is not even told that it is there.
        const { page: bobs } = await loggedIn('bob');
        expect((await bobs.goto(page.url()))?.status()).toBe(404);
        expect(await bobs.content()).not.toContain(alice.page);
        expect(complaints).toEqual([]);
      } finally {
        panel.setPageMs(undefined);
      }
    });
  },
);
