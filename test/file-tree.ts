import { execFileSync } from 'node:child_process';
import { chownSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What a tree may hold beside files with a content. Paths in it are those of the tree. */
export type TreeEntry =
  | string
  | Uint8Array
  | { readonly folder: true; readonly uid?: number }
  /** A symbolic link; its target is taken as it stands. */
  | { readonly link: string }
  | { readonly hardLink: string }
  | { readonly pipe: true }
  | { readonly text: string; readonly uid?: number; readonly modifiedEpoch?: number };

/**
 * A file tree in a temporary folder for the length of one test; gives its root. Entries are made in the order given,
 * folders above them as needed. A number of a user needs root.
 */
export function fileTree(entries: Readonly<Record<string, TreeEntry>>): string {
  const root = mkdtempSync(join(tmpdir(), 'active-connections-tree-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [path, entry] of Object.entries(entries)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    make(root, full, entry);
  }
  return root;
}

function make(root: string, path: string, entry: TreeEntry): void {
  if (typeof entry === 'string' || entry instanceof Uint8Array) writeFileSync(path, entry);
  else if ('link' in entry) symlinkSync(entry.link, path);
  else if ('hardLink' in entry) linkSync(join(root, entry.hardLink), path);
  else if ('pipe' in entry) execFileSync('mkfifo', [path]);
  else {
    if ('folder' in entry) mkdirSync(path, { recursive: true });
    else writeFileSync(path, entry.text);
    if ('modifiedEpoch' in entry) utimesSync(path, entry.modifiedEpoch, entry.modifiedEpoch);
    if (entry.uid !== undefined) chownSync(path, entry.uid, entry.uid);
  }
}
