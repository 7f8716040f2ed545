import type { ErrorLogKind } from '../../model/log-catalog.ts';
import { assertNever } from '../../model/result.ts';
import { apacheHead, apacheRecord } from './apache.ts';
import { bareHead, bareRecord } from './bare.ts';
import type { ErrorRecord, RecordHead } from './error-record.ts';
import { nginxHead, nginxRecord } from './nginx.ts';
import { phpHead, phpRecord } from './php.ts';
import { fpmRecord } from './php-fpm.ts';
import { isSlowDetail, slowRecord } from './php-fpm-slow.ts';
import type { StampClock } from './stamps.ts';

/**
 * Which shapes a log may have. A site's PHP log holds whatever the site's programs and their visitors write, so lines of
 * Apache's or nginx's shape, which name clients, are not believed there.
 */
export type LogFamily = 'apache' | 'nginx' | 'php' | 'any';

export function familyOf(kind: ErrorLogKind | null): LogFamily {
  switch (kind) {
    case null:
      return 'any';
    case 'apache-error':
      return 'apache';
    case 'nginx-error':
      return 'nginx';
    case 'php-fpm':
    case 'php-fpm-slow':
    case 'php':
      return 'php';
    default:
      return assertNever(kind);
  }
}

type ReadHead = (line: string, clock: StampClock) => RecordHead | null;

const headsByFamily: Readonly<Record<LogFamily, readonly ReadHead[]>> = {
  apache: [apacheHead, phpHead, bareHead],
  nginx: [nginxHead],
  php: [phpHead, bareHead],
  any: [apacheHead, nginxHead, phpHead, bareHead],
};

/** The beginning of a record, when the line has one of the family's shapes. */
export function readHead(line: string, family: LogFamily, clock: StampClock): RecordHead | null {
  for (const read of headsByFamily[family]) {
    const head = read(line, clock);
    if (head !== null) return head;
  }
  return null;
}

/** Whether a line that begins no record carries on this one. */
export function goesOn(head: RecordHead, line: string): boolean {
  switch (head.format) {
    case 'apache':
    case 'php-fpm':
    // A record of nginx is complete, or takes every line (`nginxGoesOn`).
    case 'nginx':
      return false;
    case 'php-fpm-slow':
      return isSlowDetail(line);
    case 'php':
      return true;
    case 'bare':
      return stackLine.test(line);
    default:
      return assertNever(head.format);
  }
}

const stackLine = /^(?:Stack trace:$|#\d+ | {2}thrown in )/;

/** The whole record; `text` is the head's rest with the lines that carried it on. */
export function completeRecord(head: RecordHead, text: string): ErrorRecord {
  switch (head.format) {
    case 'apache':
      return apacheRecord(head);
    case 'nginx':
      return nginxRecord(head, text);
    case 'php-fpm':
      return fpmRecord(head, text.slice(head.rest.length));
    case 'php-fpm-slow':
      return slowRecord(head, text.slice(head.rest.length));
    case 'php':
      return phpRecord(head, text);
    case 'bare':
      return bareRecord(head, text);
    default:
      return assertNever(head.format);
  }
}
