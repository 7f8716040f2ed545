import type { Blocks } from '../actions/blocks.ts';
import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import { blocksOfSites } from '../actions/own-blocks.ts';
import { blocksOfServer } from '../actions/own-server-blocks.ts';
import { seenAtOwn } from '../actions/seen-at-own.ts';
import { pageFrame, problemFrame } from '../views/frame.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { assertNever } from '../model/result.ts';
import { isPageName, type PageQuestion } from '../views/page-target.ts';
import { cutInTheMiddle } from '../views/printable.ts';
import { problemPage } from '../views/problem-page.ts';
import { problemText } from '../views/problem-text.ts';
import type { Clock } from '../views/times.ts';
import type { Chrome } from './chrome.ts';
import { pageHeaders } from './headers.ts';
import { readQuestion } from './question.ts';
import { mainPart, renderFrame } from './render-frame.ts';
import type { WebRequest, WebResponse } from './request.ts';
import { failureWords, madeAt, type PageMaking, streamPage } from './stream-page.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/**
 * Answers one request for a page; nothing is read before the body is asked for. What was asked wrongly becomes a page that
 * says so (400, 403, 404, 405, 413, 415). Only a POST to the page of one address or range, or to that of settings,
 * changes anything. A bug is thrown,
 * here or by the body: the host catches it, because the host knows where to write it down.
 */
export function dispatch(request: WebRequest, making: PageMaking): WebResponse | Promise<WebResponse> {
  const { reviews, clock, chrome } = making;
  const viewer = viewerOf(request.operator, making.tokens);
  const settings = viewer.rights.settings ? (making.settings ?? null) : null;
  const hasSettings = settings !== null;
  const refuse: Refuse = (status, title, text) => problemResponse({ status, title, text }, reviews.machine(), clock, chrome, hasSettings);

  const page = request.query.get('page') ?? '';
  const methods = page === 'block' || page === 'settings' ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
  if (!methods.includes(request.method)) {
    const answer = refuse(
      405,
      'Nothing to change here',
      `This page only shows things; ${cutInTheMiddle(request.method, 20)} is not possible.`,
    );
    return { ...answer, headers: { ...answer.headers, Allow: methods.join(', ') } };
  }
  if (page !== '' && !isPageName(page)) return refuse(404, 'No such page', `There is no page “${cutInTheMiddle(page, 60)}”.`);

  const question = readQuestion(request.query);
  if (!question.ok) return refuse(400, 'That does not fit', problemText(question.problem));
  if (question.value.page === 'settings' && settings === null)
    return refuse(403, 'Not allowed', 'Settings are for administrators of this server.');
  if ((question.value.page === 'block' || question.value.page === 'blocks') && !viewer.rights.see)
    return refuse(403, 'Not allowed', 'This login may not see what is blocked.');
  if (!isForOwnSite(question.value, viewer))
    return refuse(403, 'Not allowed', 'Blocks are made for one of your own sites, from the page of that site.');
  const own = { ...making, settings, blocks: blocksFor(question.value, viewer, making) };
  if (request.method === 'POST') return answerForm(request, question.value, viewer, own, refuse);
  const head = renderFrame('frame/head', { frame: pageFrame(question.value, reviews.machine(), hasSettings), chrome });
  return { status: 200, headers: pageHeaders, body: streamPage(head, question.value, viewer, own) };
}

/** Whoever may block for some sites does so from the page of one of them; for the whole server only with leave for that. */
function isForOwnSite({ page, site }: PageQuestion, { rights: { sites, ownServer } }: Viewer): boolean {
  if (page !== 'block' || sites === null) return true;
  return site === null ? ownServer !== null : sites.includes(site);
}

/**
 * On the page of one site its blocks alone: those for another site do not block anything for this one. Without a site it is about
 * the whole server.
 */
function blocksFor(
  { page, site }: PageQuestion,
  { rights: { sites, ownServer }, operator: { name } }: Viewer,
  { blocks, reviews }: Pick<PageMaking, 'blocks' | 'reviews'>,
): Blocks {
  if (sites === null) return blocks;
  if (page === 'block' && site !== null) return blocksOfSites(blocks, [site]);
  if (page !== 'block' || ownServer === null) return blocksOfSites(blocks, sites, ownServer === null ? null : name);
  // These reviews are of their own accounts: the host opened them so.
  return blocksOfServer(blocks, { name, ...ownServer, hasSeen: (address) => seenAtOwn(reviews, address) });
}

type Refuse = (status: number, title: string, text: string) => WebResponse;

/** A form: done, and on to the page that shows what came of it; or that page at once, with what speaks against it. */
async function answerForm(
  request: WebRequest,
  question: PageQuestion,
  viewer: Viewer,
  making: PageMaking,
  refuse: Refuse,
): Promise<WebResponse> {
  const { blocks, settings = null, clock } = making;
  if (question.page === 'settings' && settings !== null) return answerSettings(request, question, viewer, { ...making, settings }, refuse);
  const [{ changeBlocks }, { showBlock }] = await Promise.all([import('./change-blocks.ts'), import('./show-page.ts')]);
  const { target } = question;
  if (target === null) throw new Error('a question was let through without what its page needs');
  const changed = await changeBlocks(request, { ...question, target }, viewer, blocks);
  switch (changed.kind) {
    case 'go':
      return { status: 303, headers: { ...pageHeaders, Location: changed.to }, body: '' };
    case 'refused':
      return refuse(changed.status, changed.title, changed.text);
    case 'again': {
      const content = await showBlock({ ...question, target }, { blocks, viewer, settings }, clock, changed.tried);
      return sameAgain(changed.status, question, content, making);
    }
    default:
      return assertNever(changed);
  }
}

/** The same for the form about settings. */
async function answerSettings(
  request: WebRequest,
  question: PageQuestion,
  viewer: Viewer,
  making: PageMaking & { readonly settings: SettingsKeeper },
  refuse: Refuse,
): Promise<WebResponse> {
  const [{ changeSettings }, { showSettings }] = await Promise.all([import('./change-settings.ts'), import('./show-page.ts')]);
  const changed = await changeSettings(request, viewer, making.settings);
  switch (changed.kind) {
    case 'go':
      return { status: 303, headers: { ...pageHeaders, Location: changed.to }, body: '' };
    case 'refused':
      return refuse(changed.status, changed.title, changed.text);
    case 'again':
      return sameAgain(changed.status, question, await showSettings(question, making.settings, viewer, changed.tried), making);
    default:
      return assertNever(changed);
  }
}

/** The page a form came from, with what was typed. */
function sameAgain(
  status: number,
  question: PageQuestion,
  content: string,
  { reviews, settings = null, clock, chrome }: PageMaking,
): WebResponse {
  const head = renderFrame('frame/head', { frame: pageFrame(question, reviews.machine(), settings !== null), chrome });
  const foot = renderFrame('frame/foot', { madeAt: madeAt(clock), chrome });
  return { status, headers: pageHeaders, body: `${head}${mainPart(content)}${foot}` };
}

/** The page for a bug that shows before anything was sent. */
export const failureResponse = (clock: Clock, chrome: Chrome): WebResponse =>
  problemResponse({ status: 500, title: failureWords[0], text: failureWords[1] }, null, clock, chrome);

function problemResponse(
  { status, title, text }: { readonly status: number; readonly title: string; readonly text: string },
  machine: MachineFacts | null,
  clock: Clock,
  chrome: Chrome,
  hasSettings = false,
): WebResponse {
  const head = renderFrame('frame/head', { frame: problemFrame(title, machine, hasSettings), chrome });
  const content = renderFrame('frame/problem', problemPage(status, title, text));
  const foot = renderFrame('frame/foot', { madeAt: madeAt(clock), chrome });
  return { status, headers: pageHeaders, body: `${head}${mainPart(content)}${foot}` };
}
