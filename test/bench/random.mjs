// @ts-check

/** Marsaglia's xorshift32: small, and good enough to draw traffic. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** Rank 0 is the likeliest. @param {() => number} random @param {number} count */
export const skewed = (random, count) => Math.floor(count ** random()) - 1;

/** One of them, all alike. @template T @param {() => number} random @param {readonly T[]} list @returns {T} */
export const oneOf = (random, list) => /** @type {T} */ (list[Math.floor(random() * list.length)]);
