/**
 * Joins equal questions that are asked at the same time: whoever asks what is being worked out already gets the same
 * answer. On a slow server people reload, and each reload would make it slower.
 */
export function sharedWork<Answer>(work: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  return (key) => {
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const started = work(key).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
}
