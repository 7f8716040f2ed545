import type { ErrorRecord, RecordHead } from './error-record.ts';
import { phpRecord } from './php.ts';

const ahLine = /^(AH\d{5}): (?=\S)/;
const phpLine = /^(?:(?:NOTICE: )?PHP message: |PHP (?:Fatal error|Parse error|Warning|Notice|Deprecated|Core Warning):  ?)/;

/**
 * A line without any stamp that still says what it is: what Apache prints before its log is open, and what PHP prints
 * when its words go to a log undecorated (CGI, FPM with `decorate_workers_output = no`).
 */
export function bareHead(line: string): RecordHead | null {
  return ahLine.test(line) || phpLine.test(line) ? { format: 'bare', epochSeconds: null, rest: line } : null;
}

export function bareRecord(head: RecordHead, text: string): ErrorRecord {
  const found = ahLine.exec(text);
  if (found === null) return phpRecord(head, text);
  return {
    source: 'apache',
    epochSeconds: null,
    level: null,
    code: found[1] ?? null,
    message: text.slice(found[0].length),
    client: null,
    site: null,
    pool: null,
    accountHint: null,
    sameWhen: 'same-code',
  };
}
