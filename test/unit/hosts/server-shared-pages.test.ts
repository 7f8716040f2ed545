import { describe, expect, it } from 'vitest';
import { sharedPages } from '../../../src/hosts/server/shared-pages.ts';
import type { StreamedBody, WebResponse } from '../../../src/web/request.ts';

/** A page that the test sends piece by piece. */
function slowPage() {
  const state = { begun: 0, gone: [] as AbortSignal[], send: (piece: string): unknown => piece, finish: (): void => undefined };
  const body: StreamedBody = (send, gone) => {
    state.begun += 1;
    state.gone.push(gone);
    state.send = send;
    return new Promise((resolve) => {
      state.finish = resolve;
      gone.addEventListener('abort', () => {
        resolve();
      });
    });
  };
  return { state, make: () => Promise.resolve<WebResponse>({ status: 200, headers: {}, body }) };
}

function reader(answer: WebResponse) {
  const left = new AbortController();
  const got: string[] = [];
  if (typeof answer.body === 'string') throw new Error('not streamed');
  const done = answer.body((piece) => got.push(piece), left.signal);
  return {
    got,
    done,
    leave: () => {
      left.abort();
    },
  };
}

describe('equal questions asked at the same time', () => {
  it('are worked out once, and late comers get what was sent before', async () => {
    const { state, make } = slowPage();
    const ask = sharedPages(make);
    const first = reader(await ask('overview'));
    state.send('head');
    const second = reader(await ask('overview'));
    state.send('page');
    state.finish();
    await Promise.all([first.done, second.done]);
    expect([first.got, second.got, state.begun]).toEqual([['head', 'page'], ['head', 'page'], 1]);
    void reader(await ask('overview'));
    expect(state.begun).toBe(2);
  });

  it('are apart when they differ', async () => {
    const { state, make } = slowPage();
    const ask = sharedPages(make);
    reader(await ask('overview'));
    reader(await ask('errors'));
    expect(state.begun).toBe(2);
  });

  it('go on while anybody reads, and stop with the last one', async () => {
    const { state, make } = slowPage();
    const ask = sharedPages(make);
    const [first, second] = [reader(await ask('overview')), reader(await ask('overview'))];
    first.leave();
    state.send('on');
    expect([first.got, second.got, state.gone[0]?.aborted]).toEqual([[], ['on'], false]);
    second.leave();
    expect(state.gone[0]?.aborted).toBe(true);
    // What was given up is not handed to whoever comes next.
    reader(await ask('overview'));
    expect([state.begun, state.gone[1]?.aborted]).toEqual([2, false]);
  });

  it('do not hold on to a reader who left before it began', async () => {
    const { state, make } = slowPage();
    const ask = sharedPages(make);
    const answer = await ask('overview');
    if (typeof answer.body === 'string') throw new Error('not streamed');
    await answer.body(() => undefined, AbortSignal.abort());
    expect(state.begun).toBe(0);
    reader(await ask('overview'));
    expect([state.begun, state.gone[0]?.aborted]).toEqual([1, false]);
  });

  it('are forgotten when making them failed', async () => {
    let attempts = 0;
    const ask = sharedPages(() => Promise.reject(new Error(`attempt ${(attempts += 1)}`)));
    await expect(ask('x')).rejects.toThrow('attempt 1');
    await expect(ask('x')).rejects.toThrow('attempt 2');
  });
});
