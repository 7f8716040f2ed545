import type { IpAddress } from '../../model/ip-address.ts';
import { unescapeApache } from './apache-escapes.ts';
import { endPointAddress } from './end-point-address.ts';
import type { ErrorRecord, RecordHead } from './error-record.ts';
import { isModSecurity, modSecurityRecord } from './mod-security.ts';
import { placeNamedIn } from './place-in-path.ts';
import { readPhpMessage } from './php-message.ts';
import { type StampClock, apacheStamp } from './stamps.ts';

/** `[module:level]` of 2.4, `[level]` of 2.2: the field that follows the stamp. */
const levelField = /^\[(?:([\w.-]{0,60}):)?(emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])\] ?/;

/** The first line of a record, when the line begins as Apache 2.2's or 2.4's do. */
export function apacheHead(line: string, clock: StampClock): RecordHead | null {
  const stamp = apacheStamp(line, clock);
  if (stamp === null) return null;
  const rest = line.slice(stamp.end);
  return levelField.test(rest) ? { format: 'apache', epochSeconds: stamp.epochSeconds, rest } : null;
}

const pidField = /^\[pid \d+(?::tid \d+)?\] ?/;
/** `mod_authz_core.c(820): ` at debug levels. */
const sourceFile = /^[\w.-]{1,60}\.c\(\d{1,6}\): /;
/** `(70007)The timeout specified has expired: `, the system's own words. */
const systemError = /^\((?:EAI )?-?\d{1,9}\)[^:[]{1,120}: /;
const peerField = /^\[(client|remote) (\[[^\]]{0,60}\](?::\d{1,5})?|[^\]]{0,80})\] ?/;
const ahCode = /^(AH\d{5}): ?/;

const referer = ', referer: ';

/**
 * The rest of the record, by the default `ErrorLogFormat` of httpd 2.4 and the one built into 2.2
 * (https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat). Everything that names the visitor stands before the
 * first word he could choose, and Apache writes control bytes as `\xNN`, so that nobody can forge a field or a line.
 */
export function apacheRecord(head: RecordHead): ErrorRecord {
  const level = levelField.exec(head.rest);
  const fields = readFields(head.rest.slice(level?.[0].length ?? 0), level?.[1] ?? null);
  const common = {
    source: 'apache' as const,
    epochSeconds: head.epochSeconds,
    level: level?.[2] ?? null,
    client: fields.client,
    pool: null,
  };
  if (isModSecurity(fields.text)) return { ...common, ...modSecurityRecord(fields.text) };
  const text = unescapeApache(withoutReferer(fields.text));
  const { code } = fields;
  const place = placeNamedIn(text);
  const spoken = code === null || code === 'AH01071' || code === 'AH01215' ? readPhpMessage(text) : null;
  if (spoken !== null) return { ...common, ...place, code, message: spoken, sameWhen: 'same-php-message' };
  const sameWhen = code === null || messageCodes.has(code) ? 'same-message' : 'same-code';
  return { ...common, ...place, code, message: `${fields.systemError}${text}`, sameWhen };
}

/** Codes whose text says what happened; for every other one the code does. */
const messageCodes: ReadonlySet<string> = new Set(['AH00051', 'AH00052', 'AH01071', 'AH01215']);

interface Fields {
  readonly client: IpAddress | null;
  readonly code: string | null;
  /** With its `: `, or empty. */
  readonly systemError: string;
  readonly text: string;
}

/**
 * Takes what stands before the text. The system's error comes before the client or before the code, and ModSecurity names
 * the client a second time. After the code everything is text, however it looks: a visitor may have had a hand in it.
 */
function readFields(rest: string, module: string | null): Fields {
  let text = rest;
  const take = (field: RegExp): RegExpExecArray | null => {
    const found = field.exec(text);
    if (found !== null) text = text.slice(found[0].length);
    return found;
  };
  take(pidField);
  take(sourceFile);
  const errorBefore = take(systemError);
  const peer = take(peerField);
  if (peer !== null) take(peerField);
  const error = errorBefore ?? take(systemError);
  const code = take(ahCode)?.[1] ?? null;
  const client = peer !== null && isVisitor(peer[1], module) ? endPointAddress(peer[2] ?? '') : null;
  return { client, code, systemError: error?.[0] ?? '', text };
}

/** `[remote …]` is the other end of a connection without a request; of a proxy module's connections that is the backend. */
const isVisitor = (word: string | undefined, module: string | null): boolean => word === 'client' || !(module ?? '').startsWith('proxy');

function withoutReferer(text: string): string {
  const at = text.lastIndexOf(referer);
  return at < 0 ? text : text.slice(0, at);
}
