import { line } from './line-shape';
import { post } from './request-line';
import { path, readPath } from './path';
import { isPosting } from './postings';
import { isSuspect, prepareSuspects } from './suspects';
import { asksForUsers } from './user-enumeration';
import { isWord, startsWith } from './words';
import { WordSet } from './word-set';

/**
 * What kind of request a line is. Every request is of exactly one kind, the first of this list that fits:
 *
 * | kind | requests |
 * |---|---|
 * | `withoutPage` | not HTTP: TLS on a plain port, nothing received |
 * | `login` | POST to a path that ends in `/wp-login.php`, whatever the answer |
 * | `xmlrpc` | POST to a path that ends in `/xmlrpc.php`, whatever the answer |
 * | `userEnumeration` | `?author=1`, `wp-json/wp/v2/users`, `rest_route=/wp/v2/users` |
 * | `refusedScript` | a script or a secret that is not there or not to be had; never an asset, whose loss is no sign of an attack |
 * | `suspect` | anything else that may carry an attack, get past a cache or be answered with a secret: worth a closer look, not more |
 * | `posting` | any other POST to a login, of a comment or of a form that machines send, by the words of its target |
 * | `turnedAway` | anything else answered 4xx, and any script that was redirected or met an error: many of them may be a hunt; never an asset |
 * | `serverError` | anything else that was answered 5xx |
 * | `asset` | images, styles, scripts for browsers, fonts, media |
 * | `page` | everything else |
 *
 * Paths are judged with `%xx` decoded once, repeated and trailing slashes folded, in any case.
 */
export const kindCount: u32 = 11;
/** The side number of an address that holds the marks of its user agents; before it stand its requests by kind. */
export const agentMarks: u32 = 11;
const kindPage: u32 = 0;
const kindAsset: u32 = 1;
const kindLogin: u32 = 2;
const kindXmlrpc: u32 = 3;
const kindRefusedScript: u32 = 4;
const kindUserEnumeration: u32 = 5;
const kindWithoutPage: u32 = 6;
const kindServerError: u32 = 7;
const kindSuspect: u32 = 8;
const kindPosting: u32 = 9;
const kindTurnedAway: u32 = 10;

const assets = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));
const scripts = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));

export function prepareKinds(): void {
  prepareSuspects();
  assets.fill(
    'css js mjs map json png jpg jpeg gif webp avif svg ico bmp woff woff2 ttf otf eot mp3 mp4 m4a m4v webm ogg ogv wav mov pdf',
  );
  scripts.fill('php php3 php4 php5 php7 php8 phtml phar asp aspx ashx jsp jspx cgi pl sql bak old save swp');
}

/** Kind of the request in `line`, by its method, target and status alone: `known-kinds` keeps it by them. */
export function kindOf(): u32 {
  if (line.targetStart == line.targetEnd) return kindWithoutPage;
  readPath();
  const post = isPost();
  if (post) {
    if (isWord(path.nameStart, path.nameEnd, 'wp-login.php')) return kindLogin;
    if (isWord(path.nameStart, path.nameEnd, 'xmlrpc.php')) return kindXmlrpc;
  }
  if (asksForUsers()) return kindUserEnumeration;
  const isAsset = assets.has(path.endingStart, path.nameEnd);
  if (isRefusal(line.status) && !isAsset && isScriptOrSecret()) return kindRefusedScript;
  if (isSuspect(isAsset)) return kindSuspect;
  if (post && isPosting()) return kindPosting;
  if (!isAsset && isTurnedAway(line.status)) return kindTurnedAway;
  if (line.status >= 500 && line.status < 600) return kindServerError;
  return isAsset ? kindAsset : kindPage;
}

@inline
function isPost(): bool {
  return line.methodEnd - line.methodStart == 4 && load<u32>(line.methodStart) == post;
}

/** 400, 403, 404, 406, 410 or 500. */
@inline
function isRefusal(status: u32): bool {
  return (status - 400 < 11 && ((0b100_0101_1001 >> (status - 400)) & 1) != 0) || status == 500;
}

/** 4xx, or no plain answer to a script: a redirect (not 304), an error of the server. */
@inline
function isTurnedAway(status: u32): bool {
  if (status < 300 || status >= 600 || status == 304) return false;
  return (status >= 400 && status < 500) || scripts.has(path.endingStart, path.nameEnd);
}

/** By its ending, or by the beginning of any name in its path. */
function isScriptOrSecret(): bool {
  if (scripts.has(path.endingStart, path.nameEnd) || isWord(path.endingStart, path.nameEnd, 'suspected')) return true;
  for (let end = path.nameEnd; end > path.start; ) {
    const start = path.nameBefore(end);
    if (isSecret(start, end)) return true;
    end = path.endBefore(start);
  }
  return isWord(path.nameStart, path.nameEnd, 'readme.txt') || isWord(path.nameStart, path.nameEnd, 'wlwmanifest.xml');
}

function isSecret(start: usize, end: usize): bool {
  return (
    startsWith(start, end, '.env') ||
    startsWith(start, end, '.git') ||
    startsWith(start, end, '.svn') ||
    startsWith(start, end, '.hg') ||
    startsWith(start, end, '.aws') ||
    startsWith(start, end, '.ssh') ||
    startsWith(start, end, '.ht') ||
    startsWith(start, end, 'wp-config') ||
    startsWith(start, end, 'fckeditor') ||
    startsWith(start, end, 'ckeditor') ||
    startsWith(start, end, 'phpmyadmin') ||
    startsWith(start, end, 'myadmin') ||
    startsWith(start, end, 'mysqladmin') ||
    startsWith(start, end, 'dbadmin')
  );
}
