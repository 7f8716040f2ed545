import { expect, it } from 'vitest';
import { updateRanges } from '../../../src/actions/update-ranges.ts';
import { parseServices } from '../../../src/classify/identity/service-text.ts';
import type { IpRange } from '../../../src/model/ip-address.ts';
import type { SavedLists } from '../../../src/model/known-service.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { failed, ok, type Result } from '../../../src/model/result.ts';
import { givenRange } from '../../given-address.ts';

const service = (id: string, refresh = true): string =>
  `service ${id}\nname ${id}\nkind cdn\npublisher P\ndate 2026-01-01\n${refresh ? `refresh lines https://${id}.example/list\n` : ''}192.0.2.0/24\n`;
const services = parseServices(
  `${['same', 'changed', 'broken', 'wide'].map((id) => service(id)).join('')}${service('byhand', false)}service named\nname named\nkind search\npublisher P\nreverse .named.example\n`,
);

const problem: Problem = { kind: 'request-failed', to: 'https://broken.example/list', code: 'ENOTFOUND' };
const answers: Readonly<Record<string, Result<readonly IpRange[], Problem>>> = {
  same: ok([givenRange('192.0.2.0/24')]),
  changed: ok([givenRange('192.0.2.0/24'), givenRange('198.51.100.0/24')]),
  broken: failed(problem),
  wide: ok([givenRange('0.0.0.0/0')]),
};

async function update(save: (lists: SavedLists) => Result<null, Problem>) {
  const saved: SavedLists = new Map([['wide', { date: '2026-02-02', ranges: [givenRange('192.0.2.0/24')] }]]);
  const report = await updateRanges({
    services,
    saved,
    save,
    fetchList: ({ id }) => Promise.resolve(answers[id] ?? expect.fail(id)),
    takenAt: '2026-11-22T12:00:00.000Z',
  });
  return Object.fromEntries(report.lists.map(({ service: name, outcome, date, prefixes, why }) => [name, [outcome, date, prefixes, why]]));
}

it('takes what can be trusted, keeps the rest, and says why', async () => {
  const written: SavedLists[] = [];
  const lists = await update((all) => {
    written.push(all);
    return ok(null);
  });
  expect(lists).toEqual({
    same: ['confirmed', '2026-11-22', 1, null],
    changed: ['taken', '2026-11-22', 2, null],
    broken: ['kept', '2026-01-01', 1, problem],
    wide: ['kept', '2026-01-01', 1, { kind: 'too-wide', range: '0.0.0.0/0' }],
    byhand: ['by-hand', '2026-01-01', 1, null],
  });
  // The last good list of another time is kept along.
  expect(written.map((all) => [...all.keys()])).toEqual([['wide', 'same', 'changed']]);
  expect(written[0]?.get('wide')?.date).toBe('2026-02-02');
});

it('keeps all when nothing can be saved', async () => {
  const full: Problem = { kind: 'write-failed', path: '/var/lib/x', code: 'ENOSPC' };
  const lists = await update(() => failed(full));
  expect(lists['changed']).toEqual(['kept', '2026-01-01', 1, full]);
});
