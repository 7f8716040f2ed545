import type { Reviews } from '../../actions/reviews.ts';
import { pageFrame } from '../../views/frame.ts';
import type { PageQuestion } from '../../views/page-target.ts';
import { readQuestion } from '../../web/question.ts';
import type { SentForm } from '../../web/sent-form.ts';
import { viewerOf } from '../../web/viewer.ts';
import { answerOnce } from '../page/answer-once.ts';
import type { Asked } from './asked.ts';
import { patience, watchedBy } from './patience.ts';
import type { PleskHouse } from './plesk-house.ts';
import { chromeFor, queryOf } from './page-parts.ts';
import type { PageAsked, PleskAnswer } from './question-shape.ts';
import { canBeLong, isAboutReading } from './readings/reading-question.ts';

/** Who looks over the shoulder of a page while it is read. */
export interface PageReading {
  readonly reviews: (reviews: Reviews) => Reviews;
  /** Stands above the page; see `PageMaking`. */
  readonly notice: (here: PageQuestion) => Promise<() => string>;
  /** Null: as long as a page may. */
  readonly longestSeconds: number | null;
}

/** One page for the panel: our part of it alone, whole, because PHP takes nothing in pieces. */
export async function answerPage(question: PageAsked, asked: Asked, house: PleskHouse, log: (line: string) => void): Promise<PleskAnswer> {
  if (isAboutReading(question)) {
    const { answerAboutReading } = await import('./readings/answer-about-reading.ts');
    return answerAboutReading(question, asked, house);
  }
  return readPage(question, asked, house, inFrontOfSomebody(asked, house), log);
}

/** Whoever waits gets what can be read soon, and the offer to have the rest read in the background. */
function inFrontOfSomebody(asked: Asked, house: PleskHouse): PageReading {
  const watched = patience(house.pageMs, () => performance.now());
  return {
    reviews: (reviews) => watchedBy(reviews, watched.watch),
    longestSeconds: null,
    notice: async (here) => {
      const { token } = viewerOf(asked.operator, house.tokens());
      if (token === null || !canBeLong(here)) return () => '';
      const [{ longOffer }, { renderPage }] = await Promise.all([
        import('../../views/long-reading.ts'),
        import('../../web/render-page.ts'),
      ]);
      return () => (watched.wasCut() ? renderPage('long-offer', longOffer(here, watched.wouldTakeMs(), token)) : '');
    },
  };
}

/** The page that a question asks for, read as `reading` says. */
export async function readPage(
  question: PageAsked,
  asked: Asked,
  house: PleskHouse,
  reading: PageReading,
  log: (line: string) => void,
): Promise<PleskAnswer> {
  const query = queryOf(question, asked);
  const machine = house.machineFor(asked.operator, asked.ownAddresses, reading.longestSeconds);
  const form: SentForm | null = question.method === 'POST' ? { kind: 'fields', fields: new URLSearchParams(question.form) } : null;
  const here = readQuestion(query);
  const notice = here.ok && form === null ? await reading.notice(here.value) : undefined;
  const pieces: string[] = [];
  let begun: { readonly status: number; readonly headers: Readonly<Record<string, string>> } = { status: 500, headers: {} };
  await answerOnce({
    request: { method: question.method, query, form, operator: asked.operator },
    // Plesk shows nothing before this program ends: what is left is done when the page is written.
    machine: { ...machine, reviews: reading.reviews(machine.reviews), settle: () => Promise.resolve() },
    tokens: house.tokens(),
    way: 'in Plesk',
    chrome: chromeFor(question),
    place: {
      begin: (status, headers) => {
        begun = { status, headers };
      },
      send: (piece) => pieces.push(piece),
      end: () => undefined,
      gone: new AbortController().signal,
    },
    log,
    notice,
  });
  const location = begun.headers['Location'] ?? null;
  return {
    status: location === null ? begun.status : 303,
    location,
    title: here.ok ? pageFrame(here.value, machine.reviews.machine()).title : 'Active Connections',
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
