import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { kernelOf } from '../unit/scan/kernel/kernel-counts.ts';
import { requestKind } from '../../src/scan/access/request-kind.ts';

const part = fc.oneof(
  fc.constantFrom(
    'wp-login.php',
    'xmlrpc.php',
    'XMLRPC.PHP',
    'wp-json',
    'wp',
    'v2',
    'users',
    'Users',
    '17',
    'index.php',
    'readme.txt',
    'wlwmanifest.xml',
  ),
  fc.constantFrom('.env', '.env.local', '.git', 'config', '.aws', 'wp-config.php.bak', 'ckeditor', 'wp-admin', 'edit.php', 'me', 'x', ''),
  fc.constantFrom(
    'a.css',
    'b.JS',
    'photo.jpeg',
    'font.woff2',
    'dump.sql',
    'shell.php',
    'up.phtml',
    'x.suspected',
    'noext.',
    '.',
    '..',
    '%',
  ),
  fc.constantFrom(
    'a-name-that-is-longer-than-thirty-two-bytes.php',
    'a-name-that-is-longer-than-thirty-two-bytes',
    'x.averylongending',
    'b\xfccher',
  ),
);
const slashes = fc.constantFrom('/', '/', '/', '//', '///', '%2f', '%2F');
const telling = fc.constantFrom(
  'solr',
  'HNAP1',
  'wso.php',
  'WSO25.txt',
  'alfa',
  'site.tar',
  'all.zip',
  'actuator',
  'x.env',
  'c99.c99',
  'etc',
  'a(1).png',
  'login.php',
  'Sign-In',
  'signin',
  'wp-comments-post.php',
  'administrator',
  'phpMyAdmin-4.9',
  'backup.7z',
  'site.tgz',
  'j_security_check',
  'my-account',
  'oauth',
  'Session',
  'checkout',
  'kontakt-contact',
  'token',
);
const path = fc
  .array(fc.tuple(slashes, fc.oneof({ weight: 4, arbitrary: part }, { weight: 1, arbitrary: telling })), { maxLength: 6 })
  .map((parts) => parts.flat().join(''));
const parameter = fc.constantFrom(
  'author=1',
  'author=12',
  'author=',
  'author=x',
  'author=1x',
  'xauthor=1',
  'Author=1',
  '%61uthor=1',
  'author%3D7',
  'author=1%26x',
  'rest_route=/wp/v2/users',
  'rest_route=/wp/v2/users/',
  'rest_route=/WP/v2/users/3',
  'rest_route=%2Fwp%2Fv2%2Fusers',
  'rest_route=/wp/v2/users/me',
  'rest_route=/wp/v2/posts',
  'ver=6.4',
  'a',
  'r',
  '',
  's=wp/v2/users',
  'utm_source=a-rather-long-text-so-that-blocks-end-somewhere',
  '%',
  '%4',
  'x?author=1',
  ...[
    'file=/etc/passwd',
    'file=php:%2f%2fx',
    'id=1%20UNION%20select',
    'q=%27',
    'q=../x',
    'q=a;b',
    'q=%3Cb',
    'q=/proc',
    'union',
    'xphp:',
    'q={x',
    'a=LOGIN',
    'x=j_spring',
    'mode=Register',
    '83012',
    '12345678901234',
    'wc-ajax=apply_coupon',
    'x=Auth',
  ],
);
const query = fc.oneof(
  fc.constant(''),
  fc.array(parameter, { maxLength: 6 }).map((parameters) => `?${parameters.join('&')}`),
);
/** Some letters and slashes written as `%xx`. */
const disguised = fc.tuple(path, query, fc.array(fc.nat({ max: 200 }), { maxLength: 3 })).map(([plain, rest, places]) => {
  const letters = Array.from(plain);
  for (const place of places) {
    const letter = letters[place];
    if (letter !== undefined && letter.length === 1 && letter !== '%')
      letters[place] = `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  }
  return letters.join('') + rest;
});
const ends = fc.constantFrom('', '', '', '/', '//');
const target = fc.tuple(disguised, ends).map(([text, end]) => (text.includes('?') ? text : text + end));
const method = fc.constantFrom(
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'HEAD',
  'post',
  'PUT',
  'PROPFIND',
  'TRACK',
  'get',
  'GETT',
  'P_T',
);
const status = fc.constantFrom(
  '200',
  '301',
  '400',
  '401',
  '403',
  '302',
  '304',
  '404',
  '405',
  '429',
  '406',
  '408',
  '410',
  '411',
  '500',
  '502',
  '599',
  '000',
  '-',
  '999',
);

describe('kinds of requests', () => {
  const seen: Record<string, number> = {};
  afterAll(() => {
    console.log(`kinds: ${JSON.stringify(seen)}`);
  });

  it('are what the slow and obvious reference makes of the same request', () => {
    fc.assert(
      fc.property(method, target, status, fc.constantFrom<'target' | 'path'>('target', 'path'), (verb, page, code, pageKey) => {
        const line = `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "${verb} ${page} HTTP/1.1" ${code} 5 "-" "-"\n`;
        const [only] = kernelOf(Buffer.from(line, 'latin1'), { pageKey }).addresses.top(null);
        // Without a target the request's protocol stands in its place.
        const expected = requestKind(verb, page === '' ? 'HTTP/1.1' : page, code);
        seen[expected] = (seen[expected] ?? 0) + 1;
        expect(Object.entries(only?.kinds ?? {}).filter(([, count]) => count > 0)).toEqual([[expected, 1]]);
      }),
      { numRuns: 20_000 },
    );
  });
});
