import { describe, expect, it } from 'vitest';
import { parseBanned, parseTrusted } from '../../../../src/panels/plesk/ban-list.ts';
import { chooseJail } from '../../../../src/panels/plesk/choose-jail.ts';

describe('what plesk bin ip_ban prints', () => {
  it('is read by its words, however many blanks lie between them', () => {
    const text =
      'IP address   Jail\n\n192.0.2.10      plesk-apache-badbot\r\n192.0.2.10\trecidive\n 2001:DB8::77 plesk-wordpress\n198.51.100.0/24 plesk-permanent-ban\n203.0.113.7\n';
    expect(parseBanned(text)).toEqual([
      { target: '192.0.2.10', jail: 'plesk-apache-badbot' },
      { target: '192.0.2.10', jail: 'recidive' },
      { target: '2001:db8::77', jail: 'plesk-wordpress' },
      { target: '198.51.100.0/24', jail: 'plesk-permanent-ban' },
    ]);
  });

  it('names trusted addresses, with or without words after them', () => {
    expect(parseTrusted('192.0.2.1 the office\n| 2001:db8::/32 |\nnone\n127.0.0.1/8\n')).toEqual([
      '192.0.2.1',
      '2001:db8::/32',
      '127.0.0.0/8',
    ]);
  });
});

describe('the jail for a ban by hand', () => {
  const all = ['ssh', 'recidive', 'plesk-apache', 'plesk-permanent-ban', 'plesk-one-week-ban'];
  const hour = 3600;

  it.each([
    [all, hour, 'plesk-one-week-ban'],
    [all, null, 'plesk-permanent-ban'],
    [all, 30 * 86_400, 'plesk-permanent-ban'],
    [['ssh', 'recidive', 'plesk-apache'], hour, 'recidive'],
    [['ssh', 'plesk-apache'], hour, 'plesk-apache'],
    [['ssh'], hour, undefined],
    [[], null, undefined],
  ])('of %j for %s seconds is %s', (running, seconds, jail) => {
    expect(chooseJail(running, seconds)).toBe(jail);
  });
});
