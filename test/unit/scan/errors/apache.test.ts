import { describe, expect, it } from 'vitest';
import { epochOf, onlyRecord, readText } from './records.ts';

const stamp = '[Sun Nov 22 06:39:45.123456 2026]';

describe('Apache 2.4', () => {
  it('reads a line of the default format', () => {
    const line = `${stamp} [authz_core:error] [pid 1234:tid 14001] [client 203.0.113.7:51234] AH01630: client denied by server configuration: /home/alice/public_html/.env`;
    expect(onlyRecord(line)).toEqual({
      source: 'apache',
      epochSeconds: epochOf('2026-11-22T06:39:45Z'),
      level: 'error',
      code: 'AH01630',
      message: 'client denied by server configuration: /home/alice/public_html/.env',
      client: '203.0.113.7',
      site: null,
      pool: null,
      accountHint: 'alice',
      sameWhen: 'same-code',
    });
  });

  it.each([
    ['no thread', `${stamp} [core:error] [pid 1234] [client 203.0.113.7:1] AH00126: x`],
    ['no process', `${stamp} [core:error] [client 203.0.113.7:1] AH00126: x`],
    ['no microseconds', '[Sun Nov 22 06:39:45 2026] [core:error] [pid 1234:tid 5] [client 203.0.113.7:1] AH00126: x'],
    ['a day with a blank', '[Sun Nov  1 06:39:45 2026] [core:error] [pid 1234:tid 5] [client 203.0.113.7:1] AH00126: x'],
    ['a long thread number', `${stamp} [core:error] [pid 1234:tid 140000123456789] [client 203.0.113.7:1] AH00126: x`],
    ['a source file', `${stamp} [core:error] [pid 1:tid 2] mod_x.c(820): [client 203.0.113.7:1] AH00126: x`],
    ['an error before the client', `${stamp} [core:error] [pid 1:tid 2] (13)Permission denied: [client 203.0.113.7:1] AH00126: x`],
    ['an error before the code', `${stamp} [core:error] [pid 1:tid 2] [client 203.0.113.7:1] (13)Permission denied: AH00126: x`],
    ['port 0', `${stamp} [core:error] [pid 1:tid 2] [client 203.0.113.7:0] AH00126: x`],
    ['the client twice', `${stamp} [core:error] [pid 1:tid 2] [client 203.0.113.7:1] [client 198.51.100.1] AH00126: x`],
    ['remote', `${stamp} [core:error] [pid 1:tid 2] [remote 203.0.113.7:1] AH00126: x`],
    ['a mapped address', `${stamp} [core:error] [pid 1:tid 2] [client ::ffff:203.0.113.7:51234] AH00126: x`],
  ])('reads a line with %s', (_name, line) => {
    expect(onlyRecord(line)).toMatchObject({ level: 'error', code: 'AH00126', client: '203.0.113.7' });
  });

  it.each([
    ['[client 2001:db8::7:51234]', '2001:db8::7'],
    ['[client 2001:db8:1:2:3:4:5:6:443]', '2001:db8:1:2:3:4:5:6'],
    ['[client [2001:DB8::7]:443]', '2001:db8::7'],
    ['[client host.example:443]', null],
  ])('reads the address of %s', (field, address) => {
    expect(onlyRecord(`${stamp} [core:error] [pid 1:tid 2] ${field} AH00126: x`).client).toBe(address);
  });

  it('takes the other end of a proxy connection for the backend it is', () => {
    const line = `${stamp} [proxy_http:error] [pid 1:tid 2] [remote 192.0.2.80:8080] AH01102: error reading status line from remote server`;
    expect(onlyRecord(line)).toMatchObject({ code: 'AH01102', client: null });
  });

  it("keeps the system's words with the message", () => {
    const line = `${stamp} [proxy_fcgi:error] [pid 1:tid 2] (70007)The timeout specified has expired: [client 203.0.113.7:1] AH01075: Error dispatching request to : (polling)`;
    expect(onlyRecord(line).message).toBe('(70007)The timeout specified has expired: Error dispatching request to : (polling)');
  });

  it('leaves out the referer and undoes the escapes', () => {
    const line = `${stamp} [core:info] [pid 1:tid 2] [client 203.0.113.7:1] AH00128: File does not exist: /srv/\\xc3\\xa4\\\\n, referer: https://alice.example/, referer: x`;
    expect(onlyRecord(line).message).toBe('File does not exist: /srv/ä\\n, referer: https://alice.example/');
  });

  it('believes no field that stands in the text of a visitor', () => {
    const line = `${stamp} [core:info] [pid 1:tid 2] [client 203.0.113.7:1] AH00128: File does not exist: [client 198.51.100.9:1] AH01630: x`;
    expect(onlyRecord(line)).toMatchObject({ code: 'AH00128', client: '203.0.113.7' });
  });

  it('says what PHP said, the fatal one of several, without the stack', () => {
    const line = `${stamp} [proxy_fcgi:error] [pid 1:tid 2] [client 203.0.113.7:1] AH01071: Got error 'PHP message: PHP Warning:  Undefined variable $x in /srv/w.php on line 2; PHP message: PHP Fatal error:  Uncaught RuntimeException: boom\\nsecond line in /srv/w.php:3\\nStack trace:\\n#0 /srv/w.php(4): f()\\n#1 {main}\\n  thrown in /srv/w.php on line 3'`;
    expect(onlyRecord(line)).toMatchObject({
      code: 'AH01071',
      message: 'PHP Fatal error:  Uncaught RuntimeException: boom second line in /srv/w.php:3',
      sameWhen: 'same-php-message',
    });
  });

  it('ties a line to a Plesk site by its path', () => {
    const line = `${stamp} [proxy:error] [pid 1:tid 2] (2)No such file or directory: AH02454: FCGI: attempt to connect to Unix domain socket /var/www/vhosts/system/alice.example/php-fpm.sock (localhost:8000) failed`;
    expect(onlyRecord(line)).toMatchObject({ site: 'alice.example', client: null });
  });

  it('takes no home for one that lies somewhere else', () => {
    const line = `${stamp} [core:info] [pid 1:tid 2] [client 203.0.113.7:1] AH00128: File does not exist: /var/www/html/home/alice/x`;
    expect(onlyRecord(line).accountHint).toBeNull();
  });

  it('leaves lines of other shapes alone', () => {
    const text = [
      'oops',
      '[Sun Nov 22 06:39:45 2026] no level',
      '[Sun Foo 22 06:39:45 2026] [error] x',
      '[Sun Nov 22 25:39:45 2026] [error] x',
    ];
    expect(readText(text.join('\n')).unknown).toEqual(text);
  });
});

describe('ModSecurity', () => {
  const tags = '[id "210000"] [msg "SQL \\"x\\" found"] [severity "CRITICAL"] [hostname "Alice.Example"] [uri "/a"] [unique_id "abc"]';

  it('gives the rule, what it did, and the site', () => {
    const line = `${stamp} [security2:error] [pid 1:tid 2] [client 203.0.113.7:1] [client 203.0.113.7] ModSecurity: Access denied with code 403 (phase 2). Pattern match "a" at ARGS:x. [file "/etc/x.conf"] ${tags}`;
    expect(onlyRecord(line)).toMatchObject({
      level: 'error',
      code: '210000',
      message: 'ModSecurity: Access denied with code 403 (phase 2): SQL "x" found',
      client: '203.0.113.7',
      site: 'alice.example',
    });
  });

  it('takes no address for a site', () => {
    const line = `${stamp} [:error] [pid 1] [client 203.0.113.7:1] ModSecurity: Warning. x [id "1"] [hostname "192.0.2.1"]`;
    expect(onlyRecord(line)).toMatchObject({ code: '1', site: null, message: 'ModSecurity: Warning' });
  });
});

describe('Apache 2.2', () => {
  it('reads a line without module and code', () => {
    const line = '[Sun Nov 22 06:39:45 2026] [error] [client 203.0.113.7] File does not exist: /var/www/x, referer: http://alice.example/';
    expect(onlyRecord(line)).toMatchObject({
      source: 'apache',
      level: 'error',
      code: null,
      message: 'File does not exist: /var/www/x',
      client: '203.0.113.7',
      sameWhen: 'same-message',
    });
  });

  it('reads a line without client', () => {
    expect(onlyRecord('[Sun Nov 22 06:39:45 2026] [notice] caught SIGTERM, shutting down')).toMatchObject({
      level: 'notice',
      client: null,
    });
  });
});
