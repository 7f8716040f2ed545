import { appendFileSync, chmodSync, existsSync, linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryLine, entryOf, type JournalEntry } from '../../../src/block/journal/journal-entry.ts';
import { openJournal } from '../../../src/block/journal/journal.ts';
import { archivesKept } from '../../../src/block/journal/new-file.ts';
import { oneLine } from '../../../src/block/reason.ts';
import { putAway } from '../../../src/system/rotate-file.ts';
import { valueOf } from './block-rig.ts';

const entry = (at: number): JournalEntry => ({ step: 'lift-intent', at, id: 'b-0123456789abcdef', why: 'undone', by: 'root' });

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'active-connections-journal-'));
  path = join(folder, 'journal');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the journal file', () => {
  it('is empty before the first line', () => {
    expect(valueOf(openJournal(folder).read())).toEqual({ entries: [], damagedLines: 0, sizeBytes: 0 });
  });

  it('bears a line that somebody could not finish, says so, and writes the next one whole', () => {
    const journal = openJournal(folder);
    journal.append(entry(1));
    appendFileSync(path, '{"step":"lift-int');
    expect(valueOf(journal.read())).toMatchObject({ entries: [{ at: 1 }], damagedLines: 1 });
    journal.append(entry(2));
    expect(valueOf(journal.read())).toMatchObject({ entries: [{ at: 1 }, { at: 2 }], damagedLines: 1 });
  });

  it('counts what is not ours, and takes none of it', () => {
    const lines = [
      '[]',
      '{}',
      'null',
      `{"step":"lift-intent","at":1,"id":"x","why":"undone","by":"root"}`,
      'x'.repeat(20_000),
      '{"step":"__proto__"}',
    ];
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
    expect(valueOf(openJournal(folder).read())).toMatchObject({ entries: [], damagedLines: lines.length });
  });

  it('is not written through a link, nor where others may read it', () => {
    symlinkSync(join(folder, 'elsewhere'), path);
    expect(openJournal(folder).append(entry(1))).toMatchObject({ ok: false, problem: { kind: 'is-a-link' } });
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    expect(openJournal(folder).read()).toMatchObject({ ok: false, problem: { kind: 'is-a-link' } });
    rmSync(path);
    openJournal(folder).append(entry(1));
    chmodSync(path, 0o644);
    expect(openJournal(folder).append(entry(2))).toMatchObject({ ok: false, problem: { kind: 'open-to-others' } });
  });

  it('begins a new file, keeps the old ones, and says when the oldest is dropped', () => {
    const journal = openJournal(folder);
    for (let number = 1; number <= archivesKept + 2; number++) {
      journal.append(entry(number));
      valueOf(journal.startNewFile([], number));
    }
    expect(valueOf(journal.read()).entries).toMatchObject([{ step: 'new-file', dropped: 1 }]);
    expect(valueOf(journal.readArchive(1)).entries.at(-1)).toMatchObject({ at: archivesKept + 2 });
    expect(valueOf(journal.readArchive(archivesKept)).entries.at(-1)).toMatchObject({ at: 3 });
    expect(journal.readArchive(archivesKept + 1)).toMatchObject({ ok: false, problem: { kind: 'not-found' } });
  });

  it('is not put away twice when a process died between the two halves of it', () => {
    openJournal(folder).append(entry(1));
    linkSync(path, `${path}.1`);
    expect(putAway(path, [`${path}.1`, `${path}.2`])).toEqual({ ok: true, value: 0 });
    expect(existsSync(`${path}.2`)).toBe(false);
    expect(readFileSync(`${path}.1`, 'utf8')).toBe(readFileSync(path, 'utf8'));
  });
});

describe('a line', () => {
  it('comes back as it was, its texts printable', () => {
    expect(entryOf(entryLine(entry(7)))).toEqual(entry(7));
    expect(entryLine({ step: 'lift-intent', at: 7, id: 'b-0123456789abcdef', why: 'undone', by: 'a\n\u001b[31mb\u2028\u202ec' })).toContain(
      '"a [31mb c"',
    );
  });

  it('holds a text of bounded length, whatever the characters', () => {
    expect(Array.from(oneLine('日'.repeat(500)))).toHaveLength(200);
    expect(oneLine('😀'.repeat(300))).not.toMatch(/[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff].)/u);
    expect(oneLine('  \u0000a\t\tb  ')).toBe('a b');
    expect(oneLine('\ud800x')).toBe('x');
  });
});
