import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/hosts/server/serve.ts';
import { because, needs } from '../needs.ts';
import { fakeServer } from './fake-server.ts';
import { launch, signedInPage } from './signed-in-page.ts';
import { removeFakeBlocks } from './fake-blocks.ts';

afterAll(removeFakeBlocks);

const hasChromium = needs.program('chromium');

describe.skipIf(!hasChromium)(`blocking in a browser${because(hasChromium, 'needs chromium')}`, () => {
  const logged: string[] = [];
  let browser: Browser;
  let server: RunningServer;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([true, false])('is seen, clicked twice, shown, found in the list, lifted (script: %s)', async (javaScriptEnabled) => {
    server = await fakeServer('busy', (line) => logged.push(line));
    const watched = await signedInPage(browser, server, { javaScriptEnabled });
    const { page } = watched;
    await watched.open('?page=overview');
    await page.locator('#ac-suspects').getByRole('link', { name: 'Block… 203.0.113.77' }).click();
    expect(await page.locator('h1').innerText()).toBe('Block 203.0.113.77');
    expect(await page.locator('.ac-plan').innerText()).toContain('cPHulk Stops logins with a password');
    await page.getByRole('button', { name: 'Block 203.0.113.77' }).click();
    await page.waitForURL(/target=203\.0\.113\.77&done=b-[\da-f]{16}$/);
    expect(await page.locator('h1').innerText()).toBe('Blocked 203.0.113.77');
    expect(await page.locator('.ac-outcome').first().innerText()).toContain(
      'the firewall (nftables): blocked, and found there when read back',
    );
    expect(await page.locator('.ac-outcome').nth(1).innerText()).toContain('0 connections now. 0 requests logged since the block.');

    // Loading it anew sends no form once more: it was answered with a way to go on.
    await page.reload();
    await page.getByRole('link', { name: 'Overview' }).click();
    expect(await page.locator('.ac-title').innerText()).toContain('1 block in force');
    await page.getByRole('link', { name: '1 block in force' }).click();
    expect(await page.locator('h1').innerText()).toBe('Blocks');
    expect(await page.getByRole('button', { name: /^Unblock/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Unblock 203.0.113.77' }).click();
    await page.waitForURL(/done=b-/);
    expect(await page.locator('.ac-outcome').innerText()).toContain('Not blocked any more.');
    await watched.open('?page=blocks');
    expect(await page.locator('main').innerText()).toContain('Nothing is blocked from here.');
    expect(watched.complaints).toEqual([]);
    expect(logged).toEqual([]);
    await watched.context.close();
    await server.close();
  });

  it('says what speaks against it, keeps what was typed, and takes a reason for going on', async () => {
    server = await fakeServer('busy', (line) => logged.push(line));
    const watched = await signedInPage(browser, server);
    const { page } = watched;
    await watched.open('?page=block&target=198.51.100.5');
    expect(await page.locator('main').innerText()).toContain('office <b>of</b> the customer');
    await page.getByLabel('for').selectOption('permanent');
    await page.getByLabel('In spite of the above, because').fill('the office moved');
    await page.getByRole('button', { name: 'Block 198.51.100.5' }).click();
    // Without end and without a reason: it comes back.
    expect(await page.locator('.ac-outcome').innerText()).toContain('a block without an end needs a reason');
    expect(await page.getByLabel('In spite of the above, because').inputValue()).toBe('the office moved');
    expect(await page.getByLabel('for').inputValue()).toBe('permanent');
    await page.getByLabel('because', { exact: true }).fill('somebody else has it now');
    await page.getByRole('button', { name: 'Block 198.51.100.5' }).click();
    await page.waitForURL(/done=b-/);
    expect(await page.locator('main').innerText()).toContain('without end');
    expect(watched.complaints.filter((complaint) => !complaint.includes('status of 400'))).toEqual([]);
    await watched.context.close();
    await server.close();
  });

  it('offers no way to block the operator', async () => {
    server = await fakeServer('busy', (line) => logged.push(line));
    const watched = await signedInPage(browser, server);
    await watched.open('?page=block&target=198.51.100.200');
    expect(await watched.page.locator('main').innerText()).toContain('This is not blocked.');
    expect(await watched.page.getByRole('button', { name: /^Block/ }).count()).toBe(0);
    await watched.context.close();
    await server.close();
  });

  it('is not refreshed under the hands of somebody who has typed', async () => {
    server = await fakeServer('busy', (line) => logged.push(line));
    const watched = await signedInPage(browser, server);
    const { page } = watched;
    await page.clock.install();
    await watched.open('?page=block&target=203.0.113.77');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByLabel('because').fill('half a reason');
    await page.locator('h1').click();
    await page.clock.runFor(120_000);
    expect(await page.getByLabel('because').inputValue()).toBe('half a reason');
    await watched.context.close();
    await server.close();
  });
});
