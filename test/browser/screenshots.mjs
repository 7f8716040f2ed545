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
  pages: ['busy', '?page=pages&window=24h'],
  'pages-only': ['busy', '?page=pages&only=%2Fxmlrpc.php'],
  site: ['busy', '?page=site&site=shop.example'],
  errors: ['busy', '?page=errors&window=24h'],
  'errors-empty': ['empty', '?page=errors'],
  address: ['busy', '?page=address&address=203.0.113.77'],
  'address-hostile': ['busy', '?page=address&address=203.0.113.199'],
  'address-v6': ['busy', '?page=address&address=2001:db8:bad:9::1f'],
  sources: ['busy', '?page=sources'],
  'sources-empty': ['empty', '?page=sources'],
  'problem-400': ['busy', '?page=address&address=not-an-address'],
  'problem-404': ['busy', '?page=nothing'],
};
const shapes = { wide: { width: 1400, height: 900 }, narrow: { width: 380, height: 800 } };
const schemes = /** @type {const} */ (['light', 'dark']);

const { fakeServer } = await bundled('test/browser/fake-server.ts');
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
      await context.close();
    }
  }
  await server.close();
}
await browser.close();
