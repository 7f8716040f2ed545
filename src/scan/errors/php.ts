import type { ErrorRecord, RecordHead } from './error-record.ts';
import { isFpmLine } from './php-fpm.ts';
import { isSlowOpening } from './php-fpm-slow.ts';
import { oneLine, phpLevelOf, readPhpMessage } from './php-message.ts';
import { placeNamedIn } from './place-in-path.ts';
import { phpStamp, type StampClock } from './stamps.ts';

/**
 * The first line of a record in one of the three logs that share PHP's stamp. A site's own log names the zone
 * (`php_log_err` in PHP's main.c); the FPM master's and the slow log have none and words of their own.
 */
export function phpHead(line: string, clock: StampClock): RecordHead | null {
  const stamp = phpStamp(line, clock);
  if (stamp === null) return null;
  const rest = line.slice(stamp.end);
  const isFpm = stamp.zone === null && isFpmLine(rest);
  const isSlow = stamp.zone === null && isSlowOpening(rest);
  return { format: isFpm ? 'php-fpm' : isSlow ? 'php-fpm-slow' : 'php', epochSeconds: stamp.epochSeconds, rest };
}

/** A record of a site's own log: PHP's message with its stack trace, or whatever a program had logged, line breaks and all. */
export function phpRecord(head: RecordHead, text: string): ErrorRecord {
  const message = readPhpMessage(text) ?? oneLine(text);
  return {
    source: 'php',
    epochSeconds: head.epochSeconds,
    level: phpLevelOf(message),
    code: null,
    message,
    client: null,
    ...placeNamedIn(text),
    pool: null,
    sameWhen: 'same-php-message',
  };
}
