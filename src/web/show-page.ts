import type { AccessQuestion, ErrorQuestion, Reviews } from '../actions/reviews.ts';
import type { Problem } from '../model/problem.ts';
import { assertNever, failed, ok, type Result } from '../model/result.ts';
import { addressPage } from '../views/address-page.ts';
import { errorsPage } from '../views/errors-page.ts';
import { overviewPage } from '../views/overview-page.ts';
import type { PageQuestion } from '../views/page-target.ts';
import { pagesPage } from '../views/pages-page.ts';
import { sitePage } from '../views/site-page.ts';
import { sourcesPage } from '../views/sources-page.ts';
import type { Clock } from '../views/times.ts';
import { missing } from './question.ts';
import { render } from './render.ts';

/** The page that a question asks for, as HTML. Problems: bad-input, for a page that needs an address or a site and got none. */
export async function showPage(question: PageQuestion, reviews: Reviews, clock: Clock): Promise<Result<string, Problem>> {
  switch (question.page) {
    case 'overview':
      return ok(await showOverview(question, reviews, clock));
    case 'pages':
      return ok(await showPages(question, reviews, clock));
    case 'errors':
      return ok(await showErrors(question, reviews, clock));
    case 'sources':
      return ok(render('sources', sourcesPage(question, await reviews.sources(), reviews.machine(), clock)));
    case 'site': {
      const { site } = question;
      return site === null ? failed(missing('site')) : ok(await showSite({ ...question, site }, reviews, clock));
    }
    case 'address': {
      const { address } = question;
      return address === null ? failed(missing('address')) : ok(await showAddress({ ...question, address }, reviews, clock));
    }
    default:
      return assertNever(question.page);
  }
}

async function showOverview(question: PageQuestion, reviews: Reviews, clock: Clock): Promise<string> {
  const [connections, access, errors] = await Promise.all([
    reviews.connections({ top: question.top, address: null }),
    reviews.access(accessQuestion(question, {})),
    reviews.errors(errorQuestion(question, {})),
  ]);
  return render('overview', overviewPage(question, { machine: reviews.machine(), connections, access, errors }, clock));
}

async function showPages(question: PageQuestion, reviews: Reviews, clock: Clock): Promise<string> {
  const { site, address, only } = question;
  const access = await reviews.access(accessQuestion(question, { site, address, page: only }));
  return render('pages', pagesPage(question, access, reviews.machine(), clock));
}

async function showErrors(question: PageQuestion, reviews: Reviews, clock: Clock): Promise<string> {
  const { site, address } = question;
  const errors = await reviews.errors(errorQuestion(question, { site, address }));
  return render('errors', errorsPage(question, errors, reviews.machine(), clock));
}

async function showSite(question: PageQuestion & { readonly site: string }, reviews: Reviews, clock: Clock): Promise<string> {
  const { site } = question;
  const [access, errors] = await Promise.all([
    reviews.access(accessQuestion(question, { site })),
    reviews.errors(errorQuestion(question, { site })),
  ]);
  return render('site', sitePage(question, access, errors, reviews.machine(), clock));
}

async function showAddress(question: Parameters<typeof addressPage>[0], reviews: Reviews, clock: Clock): Promise<string> {
  const { address } = question;
  const [connections, access, errors] = await Promise.all([
    reviews.connections({ top: question.top, address }),
    reviews.access(accessQuestion(question, { address })),
    reviews.errors(errorQuestion(question, { address })),
  ]);
  return render('address', addressPage(question, { machine: reviews.machine(), connections, access, errors }, clock));
}

const accessQuestion = (
  { window, key, top }: PageQuestion,
  filter: Partial<Pick<AccessQuestion, 'site' | 'address' | 'page'>>,
): AccessQuestion => ({ window, key, top, site: null, address: null, page: null, ...filter });

const errorQuestion = ({ window, top }: PageQuestion, filter: Partial<Pick<ErrorQuestion, 'site' | 'address'>>): ErrorQuestion => ({
  window,
  top,
  site: null,
  address: null,
  ...filter,
});
