// @ts-check
/**
 * Takes pictures of every page, to be looked at by a person:
 *
 *   node test/browser/screenshots.mjs FOLDER [PART-OF-A-NAME]
 *
 * Writes `<page>-<wide|narrow>-<light|dark>.png` into the folder, from the real server over made-up reviews (a shared
 * server under attack, a fresh one, a broken one). With a second argument only pictures whose name contains it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { bundled } from './bundle.mjs';
import { chromiumOptions } from './chromium.mjs';

const [folder, part = ''] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node test/browser/screenshots.mjs FOLDER [PART-OF-A-NAME]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

/** @type {Record<string, ['busy' | 'empty' | 'broken', string]>} */
const pages = {
  overview: ['busy', '?page=overview'],
  'overview-subnets': ['busy', '?page=overview&by=subnet'],
  'overview-empty': ['empty', '?page=overview'],
  'overview-broken': ['broken', '?page=overview'],
  settings: ['busy', '?page=settings'],
  pages: ['busy', '?page=pages&window=24h'],
  'pages-only': ['busy', '?page=pages&only=%2Fxmlrpc.php'],
  'pages-agent': ['busy', '?page=pages&window=24h&agent=curl%2F8.11.0'],
  'pages-agent-hostile': ['busy', '?page=pages&window=24h&agent=%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E+Mozilla%2F5.0'],
  site: ['busy', '?page=site&site=shop.example'],
  errors: ['busy', '?page=errors&window=24h'],
  'errors-empty': ['empty', '?page=errors'],
  address: ['busy', '?page=address&address=203.0.113.77'],
  'address-hostile': ['busy', '?page=address&address=203.0.113.199'],
  'address-v6': ['busy', '?page=address&address=2001:db8:bad:9::1f'],
  blocks: ['busy', '?page=blocks'],
  'blocks-empty': ['empty', '?page=blocks'],
  'blocks-broken': ['broken', '?page=blocks'],
  block: ['busy', '?page=block&target=203.0.113.77'],
  'block-warned': ['busy', '?page=block&target=203.0.113.1'],
  'block-refused': ['busy', '?page=block&target=198.51.100.5'],
  'block-never': ['busy', '?page=block&target=198.51.100.0/24'],
  'block-v6': ['busy', '?page=block&target=2001:db8:bad:9::1f'],
  'block-others': ['busy', '?page=block&target=192.0.2.66'],
  sources: ['busy', '?page=sources'],
  'sources-empty': ['empty', '?page=sources'],
  'problem-400': ['busy', '?page=address&address=not-an-address'],
  'problem-404': ['busy', '?page=nothing'],
};
const shapes = { wide: { width: 1400, height: 900 }, narrow: { width: 380, height: 800 } };
const schemes = /** @type {const} */ (['light', 'dark']);

const { fakeServer, slowServer } = await bundled('test/browser/fake-server.ts');
const browser = await chromium.launch(chromiumOptions);
for (const state of ['busy', 'empty', 'broken']) {
  const server = await fakeServer(state, console.error);
  for (const [shape, viewport] of Object.entries(shapes)) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(server.newLink());
      for (const [name, [pageState, query]] of Object.entries(pages)) {
        const file = `${name}-${shape}-${colorScheme}.png`;
        if (pageState !== state || !file.includes(part)) continue;
        await page.goto(`http://127.0.0.1:${server.port}/${query}`);
        await page.screenshot({ path: join(folder, file), fullPage: true });
      }
      if (state === 'busy') await pictureBlocked(page, server.port, `${shape}-${colorScheme}`);
      await context.close();
    }
  }
  await server.close();
}

/**
 * The pages after a click: blocked, and in the list; then lifted.
 * @param {import('playwright-core').Page} page @param {number} port @param {string} look
 */
async function pictureBlocked(page, port, look) {
  const home = `http://127.0.0.1:${port}/`;
  const wanted = ['block-done', 'blocks-held', 'block-lifted'].filter((name) => `${name}-${look}.png`.includes(part));
  if (wanted.length === 0) return;
  /** @param {string} name */
  const picture = (name) => page.screenshot({ path: join(folder ?? '', `${name}-${look}.png`), fullPage: true });
  await page.goto(`${home}?page=block&target=203.0.113.77`);
  await page.getByLabel('because').fill('tries passwords on shop.example');
  await page.getByRole('button', { name: 'Block 203.0.113.77' }).click();
  await page.waitForURL(/done=b-/);
  await picture('block-done');
  await page.goto(`${home}?page=blocks`);
  await picture('blocks-held');
  await page.getByRole('button', { name: 'Unblock 203.0.113.77' }).click();
  await page.waitForURL(/done=b-/);
  await picture('block-lifted');
}
for (const [shape, viewport] of Object.entries(shapes)) {
  for (const colorScheme of schemes) {
    const file = `waiting-${shape}-${colorScheme}.png`;
    if (!file.includes(part)) continue;
    const { server, finish } = await slowServer(console.error);
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    await page.goto(server.newLink(), { waitUntil: 'commit' });
    await page.goto(`http://127.0.0.1:${server.port}/?page=overview&window=24h`, { waitUntil: 'commit' });
    await page.locator('.ac-progress').nth(2).waitFor({ state: 'attached' });
    await page.screenshot({ path: join(folder, file) });
    finish();
    await page.context().close();
    await server.close();
  }
}
await browser.close();
