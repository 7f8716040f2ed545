import { parseDomainName } from '../../model/domain-name.ts';
import { unescapeApache } from './apache-escapes.ts';
import type { ErrorRecord } from './error-record.ts';

const opening = 'ModSecurity: ';

export const isModSecurity = (text: string): boolean => text.startsWith(opening);

type ModSecurityPart = Pick<ErrorRecord, 'code' | 'message' | 'site' | 'accountHint' | 'sameWhen'>;

/**
 * `ModSecurity: Access denied with code 403 (phase 2). Pattern match … [id "210000"] [msg "…"] [hostname "…"]`
 * (SpiderLabs/ModSecurity wiki, "Reference Manual: Alert Action Description"). The same kind is the same rule doing the
 * same thing; what it matched is the visitor's.
 */
export function modSecurityRecord(text: string): ModSecurityPart {
  const action = text.slice(0, actionEnd(text));
  const rule = tag(text, 'id');
  const reason = tag(text, 'msg');
  return {
    code: rule !== null && /^\d{1,12}$/.test(rule) ? rule : null,
    message: reason === null ? action : `${action}: ${unescapeApache(reason)}`,
    site: parseDomainName(tag(text, 'hostname') ?? '') ?? null,
    accountHint: null,
    sameWhen: 'same-message',
  };
}

/** The end of `ModSecurity: Access denied with code 403 (phase 2)`. */
function actionEnd(text: string): number {
  const sentenceEnd = text.indexOf('. ', opening.length);
  const firstTag = text.indexOf(' [', opening.length);
  const ends = [sentenceEnd, firstTag, 200].filter((at) => at >= 0);
  return Math.min(...ends);
}

/** The value of `[name "value"]`; quotes inside a value are escaped, so that none can be forged. */
function tag(text: string, name: string): string | null {
  const from = text.indexOf(`[${name} "`);
  if (from < 0) return null;
  const start = from + name.length + 3;
  const end = text.indexOf('"]', start);
  return end < 0 ? null : text.slice(start, end);
}
