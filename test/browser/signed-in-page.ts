import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { RunningServer } from '../../src/hosts/server/serve.ts';
import { chromiumOptions } from './chromium.mjs';

/** A page whose complaints are collected: script errors, failed requests, violations of the content security policy. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
  /** Opens one of our pages by its query. */
  open(query: string): Promise<void>;
}

export const launch = (): Promise<Browser> => chromium.launch(chromiumOptions);

export interface SignedInSettings extends BrowserContextOptions {
  /** Whether to wait for the whole of the first page. */
  readonly waitUntil?: 'load' | 'commit';
}

/** A browser of its own, signed in by a fresh link. */
export async function signedInPage(browser: Browser, server: RunningServer, settings: SignedInSettings = {}): Promise<WatchedPage> {
  const { waitUntil = 'load', ...options } = settings;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Left behind by a page that was left before its icon came.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.newLink(), { waitUntil });
  return {
    page,
    context,
    complaints,
    open: async (query) => {
      await page.goto(`http://127.0.0.1:${server.port}/${query}`);
    },
  };
}
