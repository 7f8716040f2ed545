import { assertNever } from '../../model/result.ts';
import type { ErrorRecord } from './error-record.ts';
import { normalise } from './normalise.ts';

/** `(70007)The timeout specified has expired: `: with the same code a time-out and a crash are two things. */
const systemError = /^\(-?\d{1,9}\)[^:[]{1,120}: /;

/** What a record is counted as, its source, code and level apart: records with the same text are one group. */
export const groupText = (record: ErrorRecord): string =>
  record.sameWhen === 'same-code' ? (systemError.exec(record.message)?.[0] ?? '') : groupMessage(record);

const longestText = 300;

/** The message of a group: a record's, with its variable parts taken out. */
export function groupMessage(record: ErrorRecord): string {
  switch (record.sameWhen) {
    case 'same-code':
    case 'same-message':
      return normalise(withoutUser(record.message));
    case 'same-php-message':
      return phpMessage(record.message);
    case 'same-text':
      return record.message.length <= longestText ? record.message : `${record.message.slice(0, longestText)}…`;
    default:
      return assertNever(record.sameWhen);
  }
}

/** `user bob not found: /admin`, `user bob: authentication failure for "/admin"`: names that were tried are variable. */
const triedUser = /^user .{0,300}?(?=: authentication failure for | not found: )/s;
const withoutUser = (message: string): string => message.replace(triedUser, 'user <user>');

/** The same words from another file or line are another mistake, so the place at the end of PHP's message stays. */
function phpMessage(message: string): string {
  const placeAt = placeStart(message);
  return `${normalise(message.slice(0, placeAt))}${message.slice(placeAt)}`;
}

const longestPlace = 500;

/** Where ` in /home/alice/x.php on line 3` or ` in /home/alice/x.php:3` begins; the length of the message when there is none. */
function placeStart(message: string): number {
  const onLineAt = message.lastIndexOf(' on line ');
  const namesLine = onLineAt >= 0 && isNumber(message.slice(onLineAt + ' on line '.length));
  const namesPlace = namesLine || isNumber(message.slice(message.lastIndexOf(':') + 1));
  const inAt = message.lastIndexOf(' in ', namesLine ? onLineAt : message.length);
  return namesPlace && inAt >= 0 && message.length - inAt <= longestPlace ? inAt : message.length;
}

const isNumber = (text: string): boolean => text.length <= 9 && /^\d+$/.test(text);
