import { parseDomainName } from '../../model/domain-name.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { ErrorRecord, RecordHead } from './error-record.ts';
import { isModSecurity, modSecurityRecord } from './mod-security.ts';
import { readPhpMessage } from './php-message.ts';
import { placeNamedIn } from './place-in-path.ts';
import { nginxStamp, type StampClock } from './stamps.ts';

/** `[error] 811#811: *5521 `: level, process and thread, and the connection where there is one. */
const fields = /^\[(emerg|alert|crit|error|warn|notice|info|debug)\] \d+#\d+: (?:(\*\d+) )?/;

/** The first line of a record of nginx's error log (its shape is fixed: `ngx_log_error_core`). */
export function nginxHead(line: string, clock: StampClock): RecordHead | null {
  const stamp = nginxStamp(line, clock);
  if (stamp === null) return null;
  const rest = line.slice(stamp.end);
  return fields.test(rest) ? { format: 'nginx', epochSeconds: stamp.epochSeconds, rest } : null;
}

const clientField = ', client: ';
const stderrField = 'FastCGI sent in stderr: "';

/** nginx cuts a message here, stamp and line end included (`NGX_MAX_ERROR_STR`), and then the client is missing. */
const longestBytes = 2048;
const stampAndEndBytes = '2026/11/22 07:01:05 '.length + 1;

/**
 * True while a message is not complete. nginx writes a message in one go and as it comes: an error of PHP with its line
 * breaks, and a path with its `%0a` decoded. So a line with an open quote goes on, even if what follows looks like a line
 * of its own: otherwise any visitor could write lines into this log.
 */
export function nginxGoesOn(text: string): boolean {
  if (text.length >= longestBytes || text.includes(clientField) || fields.exec(text)?.[2] === undefined) return false;
  const quoteIsOpen = text.includes(stderrField) || text.split('"').length % 2 === 0;
  return quoteIsOpen && !reachesLimit(text);
}

/** The bytes are counted only where they can matter: a character takes three of them at most. */
const reachesLimit = (text: string): boolean =>
  stampAndEndBytes + 3 * text.length >= longestBytes && stampAndEndBytes + utf8.encode(text).length >= longestBytes;

const utf8 = new TextEncoder();

/** ModSecurity's connector names the client first, like Apache. */
const withoutRepeatedClient = (text: string): string => (text.startsWith('[client ') ? text.replace(/^\[client [^\]]{0,80}\] /, '') : text);

/** The whole record; `text` is the head's rest with the lines that belong to it. */
export function nginxRecord(head: RecordHead, text: string): ErrorRecord {
  const start = fields.exec(text);
  const { message, client, server } = splitTrailer(withoutRepeatedClient(text.slice(start?.[0].length ?? 0)));
  const common = { source: 'nginx' as const, epochSeconds: head.epochSeconds, level: start?.[1] ?? null, client, pool: null };
  if (isModSecurity(message)) {
    const rule = modSecurityRecord(message);
    return { ...common, ...rule, site: server ?? rule.site };
  }
  const place = placeNamedIn(message);
  const spoken = readPhpMessage(message);
  return {
    ...common,
    code: null,
    message: spoken ?? withoutVisitorsWords(message),
    site: server ?? place.site,
    accountHint: place.accountHint,
    sameWhen: spoken === null ? 'same-message' : 'same-php-message',
  };
}

interface Trailer {
  readonly message: string;
  readonly client: IpAddress | null;
  readonly server: string | null;
}

/**
 * `message, client: 203.0.113.7, server: alice.example, request: "GET …", upstream: "…", host: "…", referrer: "…"`.
 *
 * nginx escapes nothing, so a visitor can have `, client: ` logged: in a path, which stands in the message, and in the
 * referrer. Where the line names more than one client and the message quotes a visitor's words, none is believed.
 */
function splitTrailer(text: string): Trailer {
  const clientAt = text.indexOf(clientField);
  if (clientAt < 0) return { message: text, client: null, server: null };
  const message = text.slice(0, clientAt);
  if (message.includes('"') && text.includes(clientField, clientAt + 1)) return { message, client: null, server: null };
  const found = trailerFields.exec(text.slice(clientAt, clientAt + 400));
  return { message, client: parseIpAddress(found?.[1] ?? '') ?? null, server: parseDomainName(found?.[2] ?? '') ?? null };
}

const trailerFields = /^, client: ([^,\s]{1,60})(?:, server: ([^,\s]{1,300}))?/;

/** What a visitor chose comes first and in quotes, and may hold quotes itself: it ends at the last of these. */
const visitorsWordsBegin = /^(?:\w{1,40}\(\) |directory index of |user )?"/;
const visitorsWordsEnd: readonly string[] = [
  '" failed (',
  '" is forbidden',
  '" is not found (',
  '": password mismatch',
  '" was not found in "',
];

/** `open() "/srv/a"b" failed (2: …)` → `open() "…" failed (2: …)`, whatever the path says. */
function withoutVisitorsWords(message: string): string {
  const opening = visitorsWordsBegin.exec(message)?.[0];
  if (opening === undefined) return message;
  const end = Math.max(...visitorsWordsEnd.map((words) => message.lastIndexOf(words)));
  return end < opening.length ? message : `${opening}…${message.slice(end)}`;
}
