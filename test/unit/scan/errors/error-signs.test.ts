import { describe, expect, it } from 'vitest';
import { signOfError } from '../../../../src/scan/errors/error-signs.ts';
import { onlyRecord } from './records.ts';

const apache = (text: string): string => `[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:51234] ${text}`;
const nginx = (text: string): string =>
  `2026/11/22 07:01:05 [error] 811#811: *5521 ${text}, client: 203.0.113.7, server: alice.example, request: "GET /up.php?a=1 HTTP/1.1", host: "alice.example"`;

const signOf = (line: string): string | null => {
  const found = signOfError(onlyRecord(line), line);
  return found === null ? null : `${found.sign} ${found.what}`;
};

describe('signs in error logs', () => {
  it.each([
    [apache('AH01617: user alice: authentication failure for "/x": Password Mismatch'), 'auth-failure wrong password'],
    [apache('AH01618: user bob not found: /x'), 'auth-failure unknown user'],
    [apache("AH01790: user `bob' in realm `x' not found: /x"), 'auth-failure unknown user'],
    [apache("AH01808: user 'bob' not found: /x"), 'auth-failure unknown user'],
    [nginx('user "bob": password mismatch'), 'auth-failure wrong password'],
    [nginx('user "bob" was not found in "/etc/nginx/passwd"'), 'auth-failure unknown user'],
    [apache("AH01071: Got error 'Primary script unknown'"), 'missing-script a script'],
    [nginx('FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream'), 'missing-script /up.php'],
    [apache('AH02811: script not found or unable to stat: /usr/lib/cgi-bin/shell.cgi'), 'missing-script /usr/lib/cgi-bin/shell.cgi'],
    [apache('AH00128: File does not exist: /srv/up.php'), 'missing-script /srv/up.php'],
    [apache("script '/srv/up.php' not found or unable to stat"), 'missing-script /srv/up.php'],
    [apache('AH01614: client used wrong authentication scheme: /x'), 'auth-failure wrong scheme'],
    [apache('AH10244: invalid URI path (/cgi-bin/.%2e/.%2e/bin/sh)'), 'payload traversal'],
    [apache('AH01382: Request header read timeout'), 'slow-request no request'],
    [apache('AH00566: request failed: malformed request line'), 'not-web no HTTP request'],
    [nginx('limiting requests, excess: 20.5 by zone "one"'), 'rule-hit limit of requests'],
    [nginx('limiting connections by zone "addr"'), 'rule-hit limit of connections'],
    [
      apache(
        'ModSecurity: Access denied with code 403 (phase 2). Pattern match "x" at ARGS. [id "942100"] [msg "SQL Injection"] [severity "CRITICAL"] [hostname "a.example"]',
      ),
      'rule-hit rule 942100 CRITICAL: Access denied with code 403 (phase 2): SQL Injection',
    ],
  ])('%s', (line, sign) => {
    expect(signOf(line)).toBe(sign);
  });

  it.each([
    [apache('AH01630: client denied by server configuration: /home/alice/public_html/.env')],
    [apache('AH01797: client denied by server configuration: /home/alice/public_html/wp-login.php')],
    [nginx('access forbidden by rule')],
    [apache('AH00128: File does not exist: /srv/limiting requests')],
    [apache('AH00128: File does not exist: /srv/logo.png')],
    [apache('AH00128: File does not exist: /srv/logo.png, referer: https://alice.example/old.php')],
    [apache('AH01276: Cannot serve directory /srv/: No matching DirectoryIndex found')],
    [apache('AH02811: script not found or unable to stat: /usr/lib/cgi-bin/logo.png')],
    [nginx('open() "/srv/x.png" failed (2: No such file or directory)')],
    [nginx('open() "/srv/user x: password mismatch" failed (2: No such file or directory)')],
    [nginx('no user/password was provided for basic authentication')],
    [apache("AH01071: Got error 'PHP message: PHP Warning:  x in /srv/x.php on line 3'")],
  ])('are not %s', (line) => {
    expect(signOf(line)).toBeNull();
  });

  it('need no code where an old Apache wrote none', () => {
    const old = (text: string): string => `[Sun Nov 22 06:39:45 2026] [error] [client 203.0.113.7] ${text}`;
    expect(signOf(old('user bob not found: /x'))).toBe('auth-failure unknown user');
    expect(signOf(old('Invalid URI in request GET /../../etc/passwd HTTP/1.0'))).toBe('payload traversal');
    expect(signOf(old('client denied by server configuration: /x.php'))).toBeNull();
  });
});
