import { afterAll } from 'vitest';
import type { Blocks } from '../../../src/actions/blocks.ts';
import type { Reviews } from '../../../src/actions/reviews.ts';
import { formTokens } from '../../../src/hosts/form-tokens.ts';
import type { SettingsKeeper } from '../../../src/actions/settings-keeper.ts';
import type { Operator } from '../../../src/model/operator.ts';
import { clockAt } from '../../../src/views/times.ts';
import { type Chrome, ownDocument } from '../../../src/web/chrome.ts';
import { dispatch } from '../../../src/web/dispatch.ts';
import type { SentForm } from '../../../src/web/sent-form.ts';
import { fakeBlocks, fakeOperator, removeFakeBlocks } from '../../browser/fake-blocks.ts';
import { fakeSettings } from '../../browser/fake-settings.ts';
import { fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';

afterAll(removeFakeBlocks);

export interface WholePage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As they were sent. */
  readonly pieces: readonly string[];
}

export interface Asking {
  readonly method?: string;
  readonly reviews?: Reviews;
  readonly chrome?: Chrome;
  readonly gone?: AbortSignal;
  readonly blocks?: Blocks;
  readonly operator?: Operator;
  readonly settings?: SettingsKeeper | null;
  readonly form?: SentForm;
}

/** Proofs of forms under a secret of this test. */
export const tokens = formTokens(new Uint8Array(32), () => fakeNowMs);

/** Asks for a page and waits for all of it. Rejects like the body, but for `pieces` see `sent`. */
export async function wholePage(query: string, asking: Asking = {}, sent: string[] = []): Promise<WholePage> {
  const { method = 'GET', reviews = fakeReviews(), chrome = ownDocument, gone = new AbortController().signal } = asking;
  const { blocks = fakeBlocks('empty'), operator = fakeOperator, form = null, settings = fakeSettings('empty') } = asking;
  const request = { method, query: new URLSearchParams(query), form, operator };
  const { status, headers, body } = await dispatch(request, {
    reviews,
    blocks,
    settings,
    tokens,
    clock: clockAt(fakeNowMs, 'UTC'),
    chrome,
  });
  if (typeof body === 'string') sent.push(body);
  else await body((piece) => sent.push(piece), gone);
  return { status, headers, body: sent.join(''), pieces: sent };
}
