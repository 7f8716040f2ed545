import { describe, expect, it } from 'vitest';
import { readMailSenders } from '../../../../src/sources/mail-log/read-mail-senders.ts';
import { fileTree } from '../../../file-tree.ts';

const line = (user: string): string => `2026-11-22 10:00:00 1v0abc-000000001-AbCd <= ${user}@web12.example U=${user} P=local S=812\n`;
const names = new Map([[10001, 'alice']]);
const read = (files: Readonly<Record<string, string>>): ReturnType<typeof readMailSenders> =>
  readMailSenders(fileTree(files), (uid) => names.get(uid));

describe('the busiest senders of the mail log', () => {
  it('are counted, most first', () => {
    expect(read({ 'var/log/exim_mainlog': line('bob') + line('alice').repeat(3) })).toEqual({
      path: '/var/log/exim_mainlog',
      messages: 4,
      senders: [
        { sender: 'alice', messages: 3 },
        { sender: 'bob', messages: 1 },
      ],
    });
  });

  it('have their names where the log has numbers', () => {
    const from = (uid: number): string => `Nov 22 10:00:00 web12 postfix/pickup[7]: 4A1B: uid=${String(uid)} from=<x>\n`;
    expect(read({ 'var/log/maillog': from(10001) + from(7) })?.senders.map(({ sender }) => sender)).toEqual(['alice', 'user 7']);
  });

  it('are those at the end of a large log, and few', () => {
    const old = line('old').repeat(20_000);
    const last = Array.from({ length: 40 }, (_, at) => line(`user${String(at)}`)).join('');
    const found = read({ 'var/log/exim_mainlog': old + last });
    expect(found?.senders).toHaveLength(10);
    expect(found?.messages).toBeLessThan(15_000);
  });

  it('are unknown without a log that tells', () => {
    expect(read({})).toBeNull();
    expect(read({ 'var/log/exim_mainlog': '2026-11-22 10:00:00 Start queue run: pid=7\n' })).toBeNull();
  });
});
