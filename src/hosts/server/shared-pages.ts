import type { StreamedBody, WebResponse } from '../../web/request.ts';

/**
 * Joins equal questions that are asked at the same time: whoever asks what is being worked out already gets the same
 * answer, with all that was sent of it so far. On a slow server people reload, and each reload would make it slower.
 * The work stops when the last of them is gone.
 */
export function sharedPages(make: (key: string) => Promise<WebResponse>): (key: string) => Promise<WebResponse> {
  const underWay = new Map<string, Promise<WebResponse>>();
  return (key) => {
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const started = start();
    underWay.set(key, started);
    return started;

    async function start(): Promise<WebResponse> {
      const over = (): void => {
        if (underWay.get(key) === started) underWay.delete(key);
      };
      try {
        const answer = await make(key);
        if (typeof answer.body !== 'string') return { ...answer, body: sharedBody(answer.body, over) };
        over();
        return answer;
      } catch (error) {
        over();
        throw error;
      }
    }
  };
}

/** One body for many readers. `over` is called when nobody may join any more. */
function sharedBody(body: StreamedBody, over: () => void): StreamedBody {
  const sent: string[] = [];
  const readers = new Set<(piece: string) => void>();
  const allGone = new AbortController();
  let work: Promise<void> | undefined;

  const leave = (reader: (piece: string) => void): void => {
    readers.delete(reader);
    if (readers.size > 0) return;
    over();
    allGone.abort();
  };
  const sendToAll = (piece: string): void => {
    sent.push(piece);
    for (const reader of readers) reader(piece);
  };

  return (send, gone) => {
    const reader = (piece: string): void => {
      send(piece);
    };
    readers.add(reader);
    const left = (): void => {
      leave(reader);
    };
    if (gone.aborted) left();
    else gone.addEventListener('abort', left);
    for (const piece of sent) reader(piece);
    // Whoever was the only one and left before anything began leaves nothing to do.
    if (allGone.signal.aborted && work === undefined) return Promise.resolve();
    work ??= body(sendToAll, allGone.signal).finally(over);
    return work;
  };
}
