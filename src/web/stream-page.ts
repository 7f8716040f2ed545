import type { Blocks } from '../actions/blocks.ts';
import type { Reviews } from '../actions/reviews.ts';
import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import type { PageQuestion } from '../views/page-target.ts';
import { problemPage } from '../views/problem-page.ts';
import type { Clock } from '../views/times.ts';
import type { Chrome } from './chrome.ts';
import type { TokenMaker } from './form-token.ts';
import { mainPart, renderFrame } from './render-frame.ts';
import type { StreamedBody } from './request.ts';
import type { Viewer } from './viewer.ts';
import { waitingRoom } from './waiting-room.ts';

/** What the pages are made of, and for whom. */
export interface PageMaking {
  readonly reviews: Reviews;
  readonly blocks: Blocks;
  /** What the owner of the server decided; null or left out where nobody sees or changes that. */
  readonly settings?: SettingsKeeper | null;
  /** Makes the proofs of forms; null for pages that are kept as files and change nothing. */
  readonly tokens: TokenMaker | null;
  readonly clock: Clock;
  readonly chrome: Chrome;
  /** HTML to stand above what was read, asked for when it is: how much of it there is. */
  readonly notice?: (() => string) | undefined;
}

/**
 * A page as it comes: its head before anything is read, how far the reading is where that takes long, and at last, in one
 * piece, the content and the foot. What goes wrong meanwhile stands where the content would.
 */
export function streamPage(
  head: string,
  question: PageQuestion,
  viewer: Viewer,
  { reviews, blocks, settings = null, clock, chrome, notice = () => '' }: PageMaking,
): StreamedBody {
  return async (send, gone) => {
    send(head);
    // What was sent goes out before the reading takes the processor.
    await new Promise(setImmediate);
    const waiting = waitingRoom(question, reviews, send, gone);
    let content: string;
    let fault: unknown;
    try {
      const { showPage } = await import('./show-page.ts');
      const shown = await showPage(question, waiting.reviews, clock, { blocks, viewer, settings, watch: waiting.watch });
      content = `${notice()}${shown}`;
    } catch (error) {
      content = renderFrame('frame/problem', problemPage(null, ...failureWords));
      fault = error;
    }
    waiting.close();
    if (!gone.aborted) send(`${mainPart(content)}${renderFrame('frame/foot', { madeAt: madeAt(clock), chrome })}`);
    if (fault !== undefined) throw fault as Error;
  };
}

/** Title and text of the page for a bug of ours: no details, because they belong into the log of whoever runs this. */
export const failureWords = [
  'That went wrong',
  'This page could not be made because of a fault in this program. A line about it was written where the program was started.',
] as const;

export const madeAt = (clock: Clock): ReturnType<Clock['tell']> & object => clock.tell(new Date(clock.nowEpochMs).toISOString());
