import type { Texts } from './texts.ts';

/** From here on a key is no number of a text but a hash: of a path that found no room, so that it is still told from others. */
const firstHash = 2 ** 31;

/** A path as a number below 2³². */
export function pathKey(paths: Texts, path: string): number {
  const number = paths.numberOf(path);
  return number === paths.other ? firstHash + hashOf(path) : number;
}

/** The path of a key; null where it is a hash. */
export const pathOfKey = (paths: Texts, key: number): string | null => (key < firstHash ? paths.textOf(key) : null);

/** FNV-1a, below 2³¹. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
}
