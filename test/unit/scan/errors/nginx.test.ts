import { describe, expect, it } from 'vitest';
import { epochOf, onlyRecord, readText } from './records.ts';

const head = '2026/11/22 07:01:05 [error] 811#811: *5521';

describe('nginx', () => {
  it('reads client and site', () => {
    const line = `${head} open() "/srv/x.png" failed (2: No such file or directory), client: 198.51.100.3, server: Alice.example, request: "GET /x.png HTTP/1.1", host: "other.example"`;
    expect(onlyRecord(line)).toEqual({
      source: 'nginx',
      epochSeconds: epochOf('2026-11-22T07:01:05Z'),
      level: 'error',
      code: null,
      message: 'open() "…" failed (2: No such file or directory)',
      client: '198.51.100.3',
      site: 'alice.example',
      pool: null,
      accountHint: null,
      sameWhen: 'same-message',
    });
  });

  it.each([
    [
      'connect() failed (111: Connection refused) while connecting to upstream, client: 2001:db8::5, server: a.example, upstream: "http://x/"',
      '2001:db8::5',
      'a.example',
    ],
    ['SSL_do_handshake() failed (SSL: x) while SSL handshaking, client: 198.51.100.3, server: 0.0.0.0:443', '198.51.100.3', null],
    ['access forbidden by rule, client: unix:, server: _, request: "GET / HTTP/1.1"', null, null],
    ['access forbidden by rule, client: 198.51.100.3', '198.51.100.3', null],
  ])('reads %s', (text, client, site) => {
    expect(onlyRecord(`${head} ${text}`)).toMatchObject({ client, site });
  });

  it('reads lines without a connection', () => {
    expect(onlyRecord('2026/11/22 07:01:05 [alert] 811#811: 768 worker_connections are not enough')).toMatchObject({
      level: 'alert',
      message: '768 worker_connections are not enough',
      client: null,
    });
  });

  it("joins PHP's message with its line breaks, and finds the client at the end", () => {
    const text = `${head} FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined variable "$x" in /srv/w.php on line 2; PHP message: PHP Fatal error:  Uncaught RuntimeException: boom
second line in /srv/w.php:3
Stack trace:

#0 {main}
  thrown in /srv/w.php on line 3" while reading response header from upstream, client: 198.51.100.3, server: a.example, request: "GET /w.php HTTP/1.1", upstream: "fastcgi://unix:/run/x.sock:", host: "a.example"
2026/11/22 07:01:06 [notice] 811#811: exiting`;
    const { records, lines, carriedOn } = readText(text);
    expect(records).toMatchObject([
      {
        message: 'PHP Fatal error:  Uncaught RuntimeException: boom second line in /srv/w.php:3',
        client: '198.51.100.3',
        site: 'a.example',
      },
      { message: 'exiting' },
    ]);
    expect([lines, carriedOn]).toEqual([[5, 1], 1]);
  });

  it('takes no line for one of its own that a visitor wrote with %0a', () => {
    const text = `${head} open() "/srv/a
2026/11/22 07:01:05 [error] 1#1: *9 access forbidden by rule, client: 192.0.2.66, server: b.example" failed (2: No such file or directory), client: 198.51.100.3, server: a.example, request: "GET /a%0a HTTP/1.1"`;
    const { records } = readText(text);
    expect(records).toMatchObject([{ client: null, site: null }]);
  });

  it('believes no client where a path or a referrer names a second one', () => {
    const path = `${head} open() "/srv/x, client: 192.0.2.66, server: b.example" failed (2: x), client: 198.51.100.3, server: a.example, request: "GET /x HTTP/1.1"`;
    expect(onlyRecord(path)).toMatchObject({ client: null, site: null });
  });

  it('believes the first client where nothing before it is a visitor’s', () => {
    const referrer = `${head} access forbidden by rule, client: 198.51.100.3, server: a.example, request: "GET /x HTTP/1.1", referrer: "x, client: 192.0.2.66, server: b.example"`;
    expect(onlyRecord(referrer)).toMatchObject({ client: '198.51.100.3', site: 'a.example' });
  });

  it('goes on with the next line after a message nginx cut at its limit', () => {
    const cut = `${head} FastCGI sent in stderr: "PHP message: ${'x'.repeat(3000)}`.slice(0, 2047);
    const { records } = readText(`${cut}\n${head} access forbidden by rule, client: 198.51.100.3, server: a.example`);
    expect(records).toMatchObject([{ client: null }, { client: '198.51.100.3' }]);
  });

  it('reads what ModSecurity’s connector logs', () => {
    const line = `${head} [client 198.51.100.3] ModSecurity: Access denied with code 403 (phase 2). x [id "949110"] [msg "Score"] [hostname "192.0.2.1"] [uri "/"], client: 198.51.100.3, server: a.example, request: "GET / HTTP/1.1"`;
    expect(onlyRecord(line)).toMatchObject({ code: '949110', client: '198.51.100.3', site: 'a.example' });
  });

  it('is not believed in the log of a site, where visitors write', () => {
    const line = `${head} access forbidden by rule, client: 192.0.2.66, server: a.example`;
    expect(readText(line, 'php')).toMatchObject({ records: [], unknown: [line] });
    expect(readText(`[Sun Nov 22 06:39:45 2026] [error] [client 192.0.2.66] x`, 'php').records).toEqual([]);
  });
});
