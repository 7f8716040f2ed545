import { latin1 } from './field-text.ts';
import { isProgramEnding } from './scripts-and-secrets.ts';

/** Whether a target is answered by a program, as far as its path tells: by its ending, or because it has none. */
export function isProgramTarget(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  const path = latin1(bytes, start, end).split('?', 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 || isProgramEnding(name.slice(dot + 1).toLowerCase());
}
