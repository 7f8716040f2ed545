import { pageFrame } from '../../views/frame.ts';
import type { Chrome } from '../../web/chrome.ts';
import { assetPath } from '../../web/asset-links.ts';
import { readQuestion } from '../../web/question.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { answerOnce } from '../page/answer-once.ts';
import type { PleskHouse } from './plesk-house.ts';
import type { PageAsked, PleskAnswer } from './question-shape.ts';
import type { Asked } from './asked.ts';

/** One page for the panel: our part of it alone, whole, because PHP takes nothing in pieces. */
export async function answerPage(question: PageAsked, asked: Asked, house: PleskHouse, log: (line: string) => void): Promise<PleskAnswer> {
  const query = new URLSearchParams(question.query);
  // The card of a domain leads to that domain.
  if (asked.site !== null && !query.has('page')) query.set('page', 'site');
  if (asked.site !== null && !query.has('site')) query.set('site', asked.site.name);
  const machine = house.machineFor(asked.operator, asked.ownAddresses);
  const chrome: Chrome = { whole: false, live: false, asset: (name) => `${question.base.assets}${assetPath(name)}`, home: null };
  const form: SentForm | null = question.method === 'POST' ? { kind: 'fields', fields: new URLSearchParams(question.form) } : null;
  const pieces: string[] = [];
  let begun: { readonly status: number; readonly headers: Readonly<Record<string, string>> } = { status: 500, headers: {} };
  await answerOnce({
    request: { method: question.method, query, form, operator: asked.operator },
    // Plesk shows nothing before this program ends: what is left is done when the page is written.
    machine: { ...machine, settle: () => Promise.resolve() },
    tokens: house.tokens(),
    way: 'in Plesk',
    chrome,
    place: {
      begin: (status, headers) => {
        begun = { status, headers };
      },
      send: (piece) => pieces.push(piece),
      end: () => undefined,
      gone: new AbortController().signal,
    },
    log,
  });
  const location = begun.headers['Location'] ?? null;
  return {
    status: location === null ? begun.status : 303,
    location,
    title: titleOf(query, machine.reviews.machine()),
    body: location === null ? withoutControls(withoutWaiting(pieces)) : '',
    changedSites: house.changedSites(),
    task: null,
  };
}

/** What is told while a page is read is for browsers that get it in pieces: here the first and the last one are the page. */
const withoutWaiting = (pieces: readonly string[]): string =>
  pieces.length < 3 ? pieces.join('') : `${pieces[0] ?? ''}${pieces.at(-1) ?? ''}`;

/** A field that carries a query on may hold what a browser sent; PHP takes no page with a zero byte in it. */
const withoutControls = (page: string): string => page.replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD');

function titleOf(query: URLSearchParams, machine: Parameters<typeof pageFrame>[1]): string {
  const question = readQuestion(query);
  return question.ok ? pageFrame(question.value, machine).title : 'Active Connections';
}
