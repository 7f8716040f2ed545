import { backslash, dot, isDigit, less, quote, slash } from './bytes';
import { line, noStatus } from './line-shape';
import { path } from './path';
import { post } from './request-line';
import { reads, startsWith } from './words';
import { WordSet } from './word-set';

/**
 * Signs that one request may be worth a closer look, cheap enough to be asked of every line. `scan/behaviour/` takes that
 * look; here nothing may be missed that it knows, as far as that costs little, and innocents may be met.
 */

const shells = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));
const dumps = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));
const holes = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));
const methods = changetype<WordSet>(memory.data(offsetof<WordSet>(), 8));

export function prepareSuspects(): void {
  shells.fill('alfa alfanew wso wso1 wso2 wso25 c99 c99shell r57 r57shell b374k shell shell1 shellx webshell phpshell weevely xleet new_up');
  dumps.fill('sql bak old save swp env gz zip tar tgz rar 7z bz2');
  holes.fill(
    'boaform boafrm goform gponform hnap1 solr actuator manager owa ecp mapi sdk onvif phpunit console +cscoe+ dana-na jolokia luci vpns nitro evox druid jenkins magmi etc passwd wls-wsat _async cgi-bin remote sslvpn ssl-vpn pma ui web-inf meta-inf tmui cfide invoker mifs nacos ud jsonws @fs',
  );
  methods.fill('get post head put delete options patch propfind report purge');
}

/** Of the request whose path was read and that is of no hostile kind. */
@inline
export function isSuspect(isAsset: bool): bool {
  const status = line.status;
  if (status == 408 || !isUsualMethod() || load<u8>(line.targetStart) != slash) return true;
  if (isAsset) return false;
  if (mayHoldPayload() || dumps.has(path.endingStart, path.nameEnd)) return true;
  return (path.queryStart < path.queryEnd && (isNumber() || asksForTrouble())) || (status < 300 ? givesSecret() : status >= 400 && status < noStatus && namesHole());
}

/** `POST` and `GET ` as they stand are nearly all. */
@inline
function isUsualMethod(): bool {
  const start = line.methodStart;
  const length = line.methodEnd - start;
  if (length == 3 && (load<u32>(start) & 0xffffff) == 0x544547) return true;
  if (length == 4 && load<u32>(start) == post) return true;
  return isCapitals(start, line.methodEnd) && methods.has(start, line.methodEnd);
}

function isCapitals(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) >= 0x61) return false;
  return true;
}

const open: u8 = 0x28;
const semicolon: u8 = 0x3b;
const apostrophe: u8 = 0x27;
const backtick: u8 = 0x60;
const brace: u8 = 0x7b;
const bar: u8 = 0x7c;

/** Quotes, brackets and the like in target, `..`, or a name that begins with a dot. */
function mayHoldPayload(): bool {
  const start = path.start;
  const end = path.queryEnd;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const marks = v128.or(
      v128.or(v128.or(is(bytes, quote), is(bytes, apostrophe)), v128.or(is(bytes, less), is(bytes, open))),
      v128.or(v128.or(is(bytes, semicolon), is(bytes, backslash)), v128.or(is(bytes, brace), v128.or(is(bytes, bar), is(bytes, backtick)))),
    );
    const dots = is(bytes, dot);
    // What stands before the path is no part of it, but there is always a byte.
    const before = v128.load(at - 1);
    const pairs = v128.and(dots, v128.or(is(before, dot), is(before, slash)));
    const hits = i8x16.bitmask(v128.or(marks, pairs));
    if (hits && at + <usize>ctz(hits) < end) return true;
  }
  return false;
}

@inline
function is(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(byte));
}

/** `?8301245577`, past every cache. */
function isNumber(): bool {
  const length = path.queryEnd - path.queryStart;
  if (length < 5 || length > 14) return false;
  for (let at = path.queryStart; at < path.queryEnd; at++) if (!isDigit(load<u8>(at))) return false;
  return true;
}

/** `php:…`, `/etc/…`, `/proc/…`, `union…` in the query. */
function asksForTrouble(): bool {
  const end = path.queryEnd;
  for (let at = path.queryStart; at + 4 <= end; at++) {
    const byte = load<u8>(at);
    if (byte == slash) {
      if (at + 5 <= end && (reads(at, '/etc/') || reads(at, '/proc'))) return true;
    } else if ((byte | 0x20) == 0x75) {
      if (startsWith(at, end, 'union')) return true;
    } else if ((byte | 0x20) == 0x70 && startsWith(at, end, 'php:')) return true;
  }
  return false;
}

/** Answered: a configuration, a web shell. */
function givesSecret(): bool {
  if (path.endingStart < path.nameEnd && shells.has(path.nameStart, path.endingStart - 1)) return true;
  return startsWith(path.nameStart, path.nameEnd, 'wp-config');
}

/** A refused request whose path names software with well-known holes. */
function namesHole(): bool {
  for (let end = path.nameEnd; end > path.start; ) {
    const start = path.nameBefore(end);
    if (holes.has(start, end)) return true;
    end = path.endBefore(start);
  }
  return false;
}
