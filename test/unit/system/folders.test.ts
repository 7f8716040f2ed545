import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFolder, lookAt } from '../../../src/system/folders.ts';
import { fileTree } from '../../file-tree.ts';

describe('the names in a folder', () => {
  it('are sorted, each with its kind; a link is a link whatever it leads to', () => {
    const root = fileTree({ 'b/inside': '', a: '', pipe: { pipe: true }, 'to-folder': { link: 'b' }, 'to-nothing': { link: 'gone' } });
    expect(listFolder(root)).toEqual({
      ok: true,
      value: [
        { name: 'a', kind: 'file' },
        { name: 'b', kind: 'folder' },
        { name: 'pipe', kind: 'other' },
        { name: 'to-folder', kind: 'link' },
        { name: 'to-nothing', kind: 'link' },
      ],
    });
  });

  it('are not listed when somebody filled it', () => {
    const root = fileTree(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`logs/${String(at)}`, ''])));
    expect(listFolder(join(root, 'logs'), 30).ok).toBe(true);
    expect(listFolder(join(root, 'logs'), 29)).toEqual({
      ok: false,
      problem: { kind: 'too-many-entries', path: join(root, 'logs'), limit: 29 },
    });
  });

  it('cannot be listed when it is missing or a file', () => {
    const root = fileTree({ file: '' });
    expect(listFolder(join(root, 'gone'))).toMatchObject({ problem: { kind: 'not-found' } });
    expect(listFolder(join(root, 'file'))).toMatchObject({ problem: { kind: 'not-a-folder' } });
  });
});

describe('the facts about a path', () => {
  it('are those of a link or of what it leads to, as asked', () => {
    const root = fileTree({ file: { text: 'text', modifiedEpoch: 1_700_000_000 }, link: { link: 'file' } });
    const followed = lookAt(join(root, 'link'), 'follow-links');
    expect(followed).toMatchObject({ value: { kind: 'file', sizeBytes: 4, modifiedEpoch: 1_700_000_000, uid: process.getuid?.() } });
    expect(followed).toEqual(lookAt(join(root, 'file'), 'not-links'));
    expect(lookAt(join(root, 'link'), 'not-links')).toMatchObject({ value: { kind: 'link' } });
    expect(lookAt(join(root, 'gone'), 'not-links')).toMatchObject({ problem: { kind: 'not-found' } });
  });
});
