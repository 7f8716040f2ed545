import templates from 'virtual:templates';
import type { BlockPage } from '../views/block-page.ts';
import type { BlocksPage } from '../views/blocks-page.ts';
import type { InForceView } from '../views/blocks-in-force.ts';
import type { AddressPage } from '../views/address-page.ts';
import type { ErrorsPage } from '../views/errors-page.ts';
import type { LongOffer, ReadApart, ReadingPage } from '../views/long-reading.ts';
import type { OverviewPage } from '../views/overview-page.ts';
import type { PagesPage } from '../views/pages-page.ts';
import type { SitePage } from '../views/site-page.ts';
import type { SettingsPage } from '../views/settings-page.ts';
import type { SourcesPage } from '../views/sources-page.ts';
import type { ForViewer } from './block-links.ts';
import { renderer } from './render.ts';

/** Prints the content of a page. Which template shows which page: */
export const renderPage = renderer<{
  readonly overview: OverviewPage & ForViewer & { readonly inForce: InForceView | null };
  readonly pages: PagesPage & ForViewer;
  readonly site: SitePage & ForViewer;
  readonly errors: ErrorsPage;
  readonly address: AddressPage & ForViewer;
  readonly block: BlockPage;
  readonly blocks: BlocksPage;
  readonly sources: SourcesPage;
  readonly settings: SettingsPage;
  /** About readings that take longer than a page may: above a page, in place of one, above its result. */
  readonly 'long-offer': LongOffer;
  readonly reading: ReadingPage;
  readonly 'read-apart': ReadApart;
}>(templates);
