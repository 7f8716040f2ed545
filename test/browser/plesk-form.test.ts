import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packagePlesk } from '../../build/package-plesk.mjs';
import { because, lacking } from '../needs.ts';
import { answerWith, asked, page as backendPage } from '../stand-ins/plesk/fake-backend.ts';
import { installExtension } from '../stand-ins/plesk/install-extension.ts';
import { makePanel, type RunningPanel, removePanel, startPanel } from '../stand-ins/plesk/start-panel.ts';
import { launch } from './signed-in-page.ts';

const missing = lacking('chromium', 'php', 'unzip');
const can = missing.length === 0;

const index = '/modules/active-connections/index.php/index/index';
const body = `<div class="active-connections"><main class="ac-main" id="ac-main">
<form method="post"><input type="hidden" name="token" value="ours"><button name="action" value="block">Block</button></form>
</main></div>`;

describe.skipIf(!can)(`a form in Plesk's page${because(can, `needs ${missing.join(', ')}`)}`, () => {
  const root = makePanel({
    clients: { 1: { login: 'admin', type: 'admin' } },
    domains: { 7: { name: 'shop.example', client: 1 } },
    sessions: { 'of-admin': { client: 1 } },
  });
  let browser: Browser;
  let panel: RunningPanel;

  beforeAll(async () => {
    installExtension(root, packagePlesk());
    panel = await startPanel(root);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await panel.stop();
    removePanel(root);
  });

  it.each([
    ['with script, by the token of the page, whatever the cookie says', true, false],
    ['without script, by the token of the cookie', false, true],
  ])('is sent with the panel’s token: %s', async (_, javaScriptEnabled, cookieIsRight) => {
    const context = await browser.newContext({ javaScriptEnabled });
    try {
      await context.addCookies([{ name: 'PLESKSESSID', value: 'of-admin', url: panel.url }]);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (fault) => faults.push(fault.message));
      answerWith(root, { ...backendPage, body });
      await page.goto(`${panel.url}${index}/site/7?page=site`);
      // The first answer sets the cookie; only the next page can use it.
      if (cookieIsRight) await page.reload();
      await page.getByRole('button', { name: 'Block' }).click();
      await expect.poll(() => asked(root)?.method).toBe('POST');
      expect(asked(root)).toMatchObject({ method: 'POST', query: 'page=site', form: 'token=ours&action=block', site: 7 });
      expect(faults).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
