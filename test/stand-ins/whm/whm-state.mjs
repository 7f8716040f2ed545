// @ts-check
/** What the stand-in remembers: one JSON file, changed by one program at a time. */
import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} WhmState
 * @property {boolean} enabled whether cPHulk is on
 * @property {Record<string, { list: 'black' | 'white', comment: string | null }>} records by cPHulk's own key, over both lists
 * @property {Record<string, { roots: string[], features: string[] }>} accounts document roots and features of each account
 * @property {Record<string, number>} temporaryBans bans of a day that came from login attempts
 * @property {string | null} broken answer of the next call instead of its own; null when none
 * @property {string | null} brokenFunction the function `broken` is for; null for any
 * @property {{ name: string, parameters: [string, string][], user: string | undefined }[]} calls every call so far
 */

/** @returns {WhmState} */
export const freshState = () => ({
  enabled: true,
  records: {},
  accounts: {},
  temporaryBans: {},
  broken: null,
  brokenFunction: null,
  calls: [],
});

/** @param {string} path @returns {WhmState} */
export const readState = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Reads the state, lets `change` work on it, writes it back.
 * @template T @param {string} path @param {(state: WhmState) => T} change @returns {T}
 */
export function changeState(path, change) {
  const lock = `${path}.lock`;
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (tries > 2000) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  try {
    const state = readState(path);
    const answer = change(state);
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
    return answer;
  } finally {
    rmdirSync(lock);
  }
}
