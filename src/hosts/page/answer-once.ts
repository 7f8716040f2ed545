import { faultLine } from '../fault-line.ts';
import { clockAt } from '../../views/times.ts';
import type { Chrome } from '../../web/chrome.ts';
import { dispatch, failureResponse } from '../../web/dispatch.ts';
import type { TokenMaker } from '../../web/form-token.ts';
import type { WebRequest, WebResponse } from '../../web/request.ts';
import type { Machine } from '../machine.ts';

/** Where the one answer of a process goes. */
export interface AnswerPlace {
  /** Comes first and once, before anything is read. */
  readonly begin: (status: number, headers: Readonly<Record<string, string>>) => void;
  readonly send: (piece: string) => void;
  /** Comes last, before what is left to do. */
  readonly end: () => void;
  /** Aborts when nobody takes the answer any more. */
  readonly gone: AbortSignal;
}

export interface OneAnswer {
  readonly request: WebRequest;
  readonly machine: Machine;
  /** Null for a page that is kept as a file. */
  readonly tokens: TokenMaker | null;
  /** How operators come here, for the journal: `in WHM`. */
  readonly way: string;
  readonly chrome: Chrome;
  readonly place: AnswerPlace;
  /** Gets one line, safe to print, about a fault of ours. */
  readonly log: (line: string) => void;
  /** See `PageMaking`. */
  readonly notice?: (() => string) | undefined;
}

/**
 * Answers one request in a process of its own, as a panel's CGI does: status, headers and the head of the page at once, the
 * rest as it comes; then what is left to do when the answer is out. Gives back the status. Never rejects for a fault of a
 * page: that becomes a page that says so, and a line in the log.
 */
export async function answerOnce({ request, machine, tokens, way, chrome, place, log, notice }: OneAnswer): Promise<number> {
  const clock = clockAt(Date.now());
  const failed = (error: unknown): void => {
    log(`page failed: ${faultLine(error)}`);
  };
  let answer: WebResponse;
  try {
    // A page that is kept as a file has nothing to set.
    const settings = tokens === null ? null : machine.settings;
    answer = await dispatch(request, { reviews: machine.reviews, blocks: machine.blocks(way), settings, tokens, clock, chrome, notice });
  } catch (error) {
    failed(error);
    answer = failureResponse(clock, chrome);
  }
  place.begin(answer.status, answer.headers);
  if (request.method !== 'HEAD') {
    if (typeof answer.body === 'string') place.send(answer.body);
    else await answer.body(place.send, place.gone).catch(failed);
  }
  place.end();
  await machine.settle();
  return answer.status;
}
