import { type RunningServer, serve } from '../../src/hosts/server/serve.ts';
import { fakeBlocks, fakeOperator } from './fake-blocks.ts';
import { fakeSettings } from './fake-settings.ts';
import { type FakeState, fakeNowMs, fakeReviews, slowReviews } from './fake-reviews.ts';

/** The real server over made-up reviews of a server in that state, as it looked at one fixed moment. */
export const fakeServer = (state: FakeState, log: (line: string) => void): Promise<RunningServer> =>
  serve({
    reviews: fakeReviews(state),
    blocks: fakeBlocks(state),
    settings: fakeSettings(state),
    operator: fakeOperator,
    log,
    now: () => fakeNowMs,
    timeZone: 'Europe/Berlin',
  });

/** The same, but its logs are read until `finish` is called. */
export async function slowServer(
  log: (line: string) => void,
): Promise<Omit<ReturnType<typeof slowReviews>, 'reviews'> & { readonly server: RunningServer }> {
  const { reviews, ...slow } = slowReviews();
  return {
    ...slow,
    server: await serve({
      reviews,
      blocks: fakeBlocks('busy'),
      settings: fakeSettings('busy'),
      operator: fakeOperator,
      log,
      now: () => fakeNowMs,
      timeZone: 'Europe/Berlin',
    }),
  };
}
