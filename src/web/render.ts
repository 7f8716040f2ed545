import Handlebars from 'handlebars/runtime';
import templates from 'virtual:templates';
import type { AddressPage } from '../views/address-page.ts';
import type { ErrorsPage } from '../views/errors-page.ts';
import type { OverviewPage } from '../views/overview-page.ts';
import type { PageTarget } from '../views/page-target.ts';
import type { PagesPage } from '../views/pages-page.ts';
import type { ProblemPage } from '../views/problem-page.ts';
import type { SitePage } from '../views/site-page.ts';
import type { SourcesPage } from '../views/sources-page.ts';
import { assetLink } from './assets.ts';
import { linkTo } from './routes.ts';

/** Which template shows which page. */
export interface PageViews {
  readonly overview: OverviewPage;
  readonly pages: PagesPage;
  readonly site: SitePage;
  readonly errors: ErrorsPage;
  readonly address: AddressPage;
  readonly sources: SourcesPage;
  readonly problem: ProblemPage;
}

const handlebars = Handlebars.create();
for (const [name, template] of Object.entries(templates)) handlebars.registerPartial(name, handlebars.template(template));
handlebars.registerHelper('href', (target: PageTarget) => linkTo(target));
handlebars.registerHelper('asset', (name: string) => assetLink(name));

/** A page as an HTML document. Templates escape everything they print; they decide nothing. */
export function render<Name extends keyof PageViews>(name: Name, view: PageViews[Name]): string {
  const template = templates[name];
  if (template === undefined) throw new Error(`no template ${name}`);
  return handlebars.template<PageViews[Name]>(template)(view);
}
