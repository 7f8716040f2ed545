import type { ErrorGroup, ErrorSource } from '../../model/error-report.ts';

/**
 * One kind of error we can explain. What it asks for must all be there.
 *
 * Visitors have a hand in many messages (a path, a user, a header), so an entry looks where they cannot write: at the
 * code, at the beginning, at the system's own words. `says` alone is for messages that quote nobody.
 */
export interface KnownError {
  readonly codes?: readonly string[];
  readonly sources?: readonly ErrorSource[];
  /** The message, its variable parts taken out, begins with this. */
  readonly begins?: string;
  /** Each of these stands in the message. */
  readonly says?: readonly string[];
  /** Apache's message begins with the system's words for its error: `(28)No space left on device: `. */
  readonly systemError?: string;
  /** What it means, in a sentence for somebody who runs a site. */
  readonly meaning: string;
  /** What to do. */
  readonly advice: string;
  /** True for what explains slowness, outages or attacks. */
  readonly important: boolean;
  /** One whole record as a log has it, so that the entry can be tested. */
  readonly sample: string;
}

export type ErrorToExplain = Pick<ErrorGroup, 'source' | 'code' | 'message'>;

export function isKnownAs(known: KnownError, error: ErrorToExplain): boolean {
  return (
    (known.codes === undefined || (error.code !== null && known.codes.includes(error.code))) &&
    (known.sources === undefined || known.sources.includes(error.source)) &&
    (known.begins === undefined || error.message.startsWith(known.begins)) &&
    (known.says ?? []).every((words) => error.message.includes(words)) &&
    (known.systemError === undefined || systemWords(error.message).startsWith(known.systemError))
  );
}

/** What follows the number in `(28)No space left on device: `; empty when the message does not begin so. */
const systemWords = (message: string): string => (message.startsWith('(') ? message.slice(message.indexOf(')') + 1) : '');
