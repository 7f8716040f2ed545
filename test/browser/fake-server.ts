import { type RunningServer, serve } from '../../src/hosts/server/serve.ts';
import { type FakeState, fakeNowMs, fakeReviews } from './fake-reviews.ts';

/** The real server over made-up reviews of a server in that state, as it looked at one fixed moment. */
export const fakeServer = (state: FakeState, log: (line: string) => void): Promise<RunningServer> =>
  serve({ reviews: fakeReviews(state), log, now: () => fakeNowMs, timeZone: 'Europe/Berlin' });
