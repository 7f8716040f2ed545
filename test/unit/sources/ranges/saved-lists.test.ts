import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withNewestLists } from '../../../../src/classify/identity/newest-lists.ts';
import type { IpRange } from '../../../../src/model/ip-address.ts';
import { parseServices } from '../../../../src/classify/identity/service-text.ts';
import { readSavedLists, saveLists } from '../../../../src/sources/ranges/saved-lists.ts';
import { fileTree } from '../../../file-tree.ts';
import { givenRange } from '../../../given-address.ts';

const lists = new Map([
  ['one', { date: '2026-11-22', ranges: [givenRange('192.0.2.0/24'), givenRange('2001:db8::/32')] }],
  ['two', { date: '2026-11-21', ranges: [givenRange('203.0.113.7')] }],
]);

it('gives back what was saved, in a file for its owner alone', () => {
  const path = join(fileTree({}), 'ranges.txt');
  expect(saveLists(path, lists)).toEqual({ ok: true, value: null });
  expect(readSavedLists(path)).toEqual(lists);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('has none where there is no file, or one that is not whole', () => {
  const root = fileTree({});
  const path = join(root, 'ranges.txt');
  expect(readSavedLists(path).size).toBe(0);
  const whole = 'fetched ranges 1\nservice one 2026-11-22\n192.0.2.0/24\nend\n';
  writeFileSync(path, whole);
  expect(readSavedLists(path).size).toBe(1);
  for (const text of [
    '',
    whole.replace('end\n', ''),
    whole.replace(' 1\n', ' 2\n'),
    whole.replace('192.0.2.0/24', 'rubbish'),
    whole.replace('service one 2026-11-22\n', ''),
    whole.replace('one', '../one'),
  ]) {
    writeFileSync(path, text);
    expect(readSavedLists(path).size, text).toBe(0);
  }
});

it('uses a saved list where it is newer than the one that came with the program', () => {
  const services = parseServices(
    ['one 2026-11-01', 'two 2026-12-01', 'three 2026-01-01']
      .map((text) => {
        const [id = '', date = ''] = text.split(' ');
        return `service ${id}\nname ${id}\nkind cdn\npublisher P\ndate ${date}\n198.51.100.0/24\n`;
      })
      .join(''),
  );
  const newest = withNewestLists(services, lists);
  expect(newest.map(({ date, ranges }) => [date, ranges.length])).toEqual([
    ['2026-11-22', 2],
    ['2026-12-01', 1],
    ['2026-01-01', 1],
  ]);
});

it('says why it could not save', () => {
  expect(saveLists('/proc/nowhere/ranges.txt', lists)).toMatchObject({ ok: false, problem: { kind: 'write-failed' } });
});

it.each(['0.0.0.0/0', '64.0.0.0/7', '2000::/12'])('takes no saved list with %s in it, whoever put it there', (wide) => {
  const services = parseServices('service one\nname One\nkind cdn\npublisher P\ndate 2026-01-01\n198.51.100.0/24\n');
  const planted = new Map([['one', { date: '2030-01-01', ranges: [wide as IpRange] }]]);
  expect(withNewestLists(services, planted)[0]?.ranges).toEqual(['198.51.100.0/24']);
});
