import type { Blocks } from '../actions/blocks.ts';
import type { AccessQuestion, ErrorQuestion, Reviews } from '../actions/reviews.ts';
import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import type { BlockTarget } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';
import { assertNever } from '../model/result.ts';
import { addressPage } from '../views/address-page.ts';
import { clientsNamed } from '../views/error-groups.ts';
import { errorsPage } from '../views/errors-page.ts';
import { overviewPage } from '../views/overview-page.ts';
import type { PageQuestion } from '../views/page-target.ts';
import { inForceView } from '../views/blocks-in-force.ts';
import { pagesPage } from '../views/pages-page.ts';
import { subnetEnds } from '../views/peers.ts';
import { problemPage } from '../views/problem-page.ts';
import { problemText } from '../views/problem-text.ts';
import type { TriedSettings } from '../views/settings-page.ts';
import { sitePage } from '../views/site-page.ts';
import { sourcesPage } from '../views/sources-page.ts';
import type { Clock } from '../views/times.ts';
import { blockLinks } from './block-links.ts';
import { renderFrame } from './render-frame.ts';
import { renderPage } from './render-page.ts';
import type { Blocking, TriedBlock } from './show-blocks.ts';
import type { Viewer } from './viewer.ts';

/** The content of the page that a question asks for, as HTML. The question is one that `readQuestion` let through. */
export async function showPage(question: PageQuestion, reviews: Reviews, clock: Clock, blocking: Blocking): Promise<string> {
  switch (question.page) {
    case 'overview':
      return showOverview(question, reviews, clock, blocking);
    case 'pages':
      return showPages(question, reviews, clock, blocking);
    case 'errors':
      return showErrors(question, reviews, clock);
    case 'sources':
      return renderPage('sources', sourcesPage(await reviews.sources(), clock));
    case 'site':
      return showSite({ ...question, site: given(question.site) }, reviews, clock, blocking);
    case 'address':
      return showAddress({ ...question, address: given(question.address) }, reviews, clock, blocking);
    case 'block':
      return showBlock({ ...question, target: given(question.target) }, blocking, clock);
    case 'blocks':
      return showBlocks(blocking, clock);
    case 'settings':
      return showSettings(question, given(blocking.settings), blocking.viewer);
    default:
      return assertNever(question.page);
  }
}

/** What a page cannot do without; that it is there was seen to when the question was read. */
function given<Value>(value: Value | null): Value {
  if (value === null) throw new Error('a question was let through without what its page needs');
  return value;
}

/** What is blocked already, for whoever may see it. */
const inForceFor = ({ blocks, viewer }: Blocking): ReturnType<Blocks['inForce']> =>
  viewer.rights.see ? blocks.inForce() : Promise.resolve(null);

async function showOverview(question: PageQuestion, reviews: Reviews, clock: Clock, blocking: Blocking): Promise<string> {
  const { window, key, top } = question;
  const [answers, inForce] = await Promise.all([reviews.whole({ window, key, top, site: null }), inForceFor(blocking)]);
  const { connections, errors } = answers;
  const subnets = question.by === 'subnet' && connections.ok ? subnetEnds(connections.value) : [];
  const others = await reviews.identities([...subnets, ...clientsNamed(errors)], []);
  const identities = new Map([...others, ...answers.identities]);
  const page = overviewPage(question, { machine: reviews.machine(), ...answers, identities }, clock);
  return renderPage('overview', { ...page, ...blockLinks(question, blocking.viewer, inForce), inForce: inForceView(inForce) });
}

async function showPages(question: PageQuestion, reviews: Reviews, clock: Clock, blocking: Blocking): Promise<string> {
  const { site, address, only, agent, window, key } = question;
  // At once, so that both together take no longer than either may.
  const [access, judged, inForce] = await Promise.all([
    reviews.access(accessQuestion(question, { site, address, page: only, agent })),
    // Whoever comes with one user agent is looked at as a suspect mostly; pages are looked at by whoever wonders about load.
    agent === null ? null : reviews.whole({ window, key, top: mostVerdicts, site }),
    inForceFor(blocking),
  ]);
  const addresses = access.addresses.map((each) => each.address);
  const identities = await reviews.identities(addresses, agent === null ? [] : [agent]);
  const page = pagesPage(question, access, clock, { identities, verdicts: judged?.verdicts.addresses ?? [] });
  return renderPage('pages', { ...page, ...blockLinks(question, blocking.viewer, inForce) });
}

/** Suspects come first among them. */
const mostVerdicts = 1000;

async function showErrors(question: PageQuestion, reviews: Reviews, clock: Clock): Promise<string> {
  const { site, address } = question;
  const errors = await reviews.errors(errorQuestion(question, { site, address }));
  const identities = await reviews.identities(clientsNamed(errors), []);
  return renderPage('errors', errorsPage(question, errors, clock, identities));
}

async function showSite(
  question: PageQuestion & { readonly site: string },
  reviews: Reviews,
  clock: Clock,
  blocking: Blocking,
): Promise<string> {
  const { site, window, key, top } = question;
  const [answers, inForce] = await Promise.all([reviews.whole({ window, key, top, site }), inForceFor(blocking)]);
  const clients = await reviews.identities(clientsNamed(answers.errors), []);
  const identities = new Map([...clients, ...answers.identities]);
  const page = sitePage(question, { ...answers, identities }, clock);
  return renderPage('site', { ...page, ...blockLinks(question, blocking.viewer, inForce) });
}

async function showAddress(
  question: Parameters<typeof addressPage>[0],
  reviews: Reviews,
  clock: Clock,
  blocking: Blocking,
): Promise<string> {
  const { address, window } = question;
  const [detail, connections, access, errors, inForce] = await Promise.all([
    reviews.address(address, window),
    reviews.connections({ top: question.top, address }),
    reviews.access(accessQuestion(question, { address })),
    reviews.errors(errorQuestion(question, { address })),
    inForceFor(blocking),
  ]);
  const page = addressPage(question, { connections, access, errors, detail }, clock);
  return renderPage('address', { ...page, ...blockLinks(question, blocking.viewer, inForce) });
}

/** The page of one address or range; `tried` comes back with what was typed. */
export async function showBlock(
  question: PageQuestion & { readonly target: BlockTarget },
  blocking: Blocking,
  clock: Clock,
  tried: TriedBlock | null = null,
): Promise<string> {
  const { blockPageOf } = await import('./show-blocks.ts');
  const page = await blockPageOf(question, blocking, clock, tried);
  return page.ok ? renderPage('block', page.value) : notPossible(page.problem);
}

async function showBlocks(blocking: Blocking, clock: Clock): Promise<string> {
  const { blocksPageOf } = await import('./show-blocks.ts');
  const page = await blocksPageOf(blocking, clock);
  return page.ok ? renderPage('blocks', page.value) : notPossible(page.problem);
}

/** @param tried comes back with what was typed */
export async function showSettings(
  { done }: Pick<PageQuestion, 'done'>,
  settings: SettingsKeeper,
  viewer: Viewer,
  tried: TriedSettings | null = null,
): Promise<string> {
  const { settingsPage } = await import('../views/settings-page.ts');
  return renderPage('settings', settingsPage(await settings.read(), tried, done === 'saved', { token: viewer.token }));
}

const notPossible = (problem: Problem): string =>
  renderFrame('frame/problem', problemPage(null, 'Blocks cannot be shown', problemText(problem)));

const accessQuestion = (
  { window, key, top }: PageQuestion,
  filter: Partial<Pick<AccessQuestion, 'site' | 'address' | 'page' | 'agent'>>,
): AccessQuestion => ({ window, key, top, site: null, address: null, page: null, ...filter });

const errorQuestion = ({ window, top }: PageQuestion, filter: Partial<Pick<ErrorQuestion, 'site' | 'address'>>): ErrorQuestion => ({
  window,
  top,
  site: null,
  address: null,
  ...filter,
});
