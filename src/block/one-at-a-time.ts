/**
 * Gives a function that does one piece of work after another, in the order they were asked for. Two blocks at once then
 * never read the same list, each to write it back without the other's line.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
