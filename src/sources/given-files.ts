import { join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { listFolder, lookAt } from '../system/folders.ts';

/** What was found behind a name that somebody typed. */
export type GivenFile =
  | { readonly kind: 'file'; readonly path: string; readonly name: string; readonly wasTyped: boolean }
  | { readonly kind: 'too-deep'; readonly path: string }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The files behind names that somebody typed, one by one in the order of the folders: files as they are, folders with every
 * file in them, down to the level `deepest`. Links inside a folder are not followed; a link that was typed is, because the
 * operator named it.
 */
export function* givenFiles(names: readonly string[], deepest: number): Generator<GivenFile> {
  for (const name of names) {
    const facts = lookAt(name, 'follow-links');
    if (!facts.ok) yield { kind: 'problem', problem: facts.problem };
    else if (facts.value.kind === 'folder') yield* filesIn(name, 1, deepest);
    else yield { kind: 'file', path: name, name, wasTyped: true };
  }
}

function* filesIn(folder: string, depth: number, deepest: number): Generator<GivenFile> {
  const listed = listFolder(folder);
  if (!listed.ok) {
    yield { kind: 'problem', problem: listed.problem };
    return;
  }
  for (const entry of listed.value) {
    const path = join(folder, entry.name);
    if (entry.kind === 'folder' && depth < deepest) yield* filesIn(path, depth + 1, deepest);
    else if (entry.kind === 'folder') yield { kind: 'too-deep', path };
    else if (entry.kind === 'link') yield { kind: 'problem', problem: { kind: 'is-a-link', path } };
    else if (entry.kind === 'file') yield { kind: 'file', path, name: entry.name, wasTyped: false };
  }
}
