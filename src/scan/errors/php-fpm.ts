import type { ErrorRecord, RecordHead } from './error-record.ts';
import { readPhpMessage } from './php-message.ts';
import { placeNamedIn } from './place-in-path.ts';

/** `WARNING: [pool alice_example] `, at debug level with the place in FPM's source (fpm's `zlog.c`). */
const fields = /^(DEBUG|NOTICE|WARNING|ERROR|ALERT): (?:pid \d+, \w{1,60}\(\), line \d+: )?(?:\[pool ([^\]]{1,200})\] )?/;

/** Whether the text after a stamp without a zone is one of FPM's own lines. */
export const isFpmLine = (rest: string): boolean => fields.test(rest);

const said = /^child (\d+) said into (?:stderr|stdout): "/;

/** A piece of what a worker printed; FPM gives every line of it, and every 1,000 bytes, a line of its own. */
export interface SaidPiece {
  /** Pool and process: pieces of one speaker belong together. */
  readonly speaker: string;
  readonly text: string;
  readonly beginsMessage: boolean;
}

/** The piece in a line of FPM's log, or null when it reports something else. */
export function saidPiece(rest: string): SaidPiece | null {
  const start = fields.exec(rest);
  if (start === null) return null;
  const words = rest.slice(start[0].length);
  const found = said.exec(words);
  if (found === null) return null;
  const end = words.lastIndexOf('"');
  const text = words.slice(found[0].length, end < found[0].length ? words.length : end);
  return { speaker: `${start[2] ?? ''} ${found[1] ?? ''}`, text, beginsMessage: /^(?:NOTICE: )?PHP message: /.test(text) };
}

/** The whole record; `continued` holds the further pieces of what a worker said. */
export function fpmRecord(head: RecordHead, continued: string): ErrorRecord {
  const start = fields.exec(head.rest);
  const common = {
    source: 'php-fpm' as const,
    epochSeconds: head.epochSeconds,
    level: start?.[1]?.toLowerCase() ?? null,
    code: null,
    client: null,
    pool: start?.[2] ?? null,
  };
  const piece = saidPiece(head.rest);
  if (piece !== null) {
    const text = `${piece.text}${continued}`;
    return { ...common, ...placeNamedIn(text), message: readPhpMessage(text) ?? text, sameWhen: 'same-php-message' };
  }
  const words = head.rest.slice(start?.[0].length ?? 0);
  return { ...common, ...placeNamedIn(words), ...scriptMessage(words) };
}

/** `child 7, script '/home/alice/x.php' (request: "GET /x.php") executing too slow (5.2 sec), logging`: one kind a script. */
function scriptMessage(words: string): Pick<ErrorRecord, 'message' | 'sameWhen'> {
  const opening = /^child \d+, script '/.exec(words)?.[0];
  const scriptEnd = words.indexOf("' (request: ");
  const what = / (executing too slow|execution timed out) \([\d.]+ sec\), (?:logging|terminating)$/.exec(words.slice(-80))?.[1];
  if (opening === undefined || scriptEnd < opening.length || what === undefined) return { message: words, sameWhen: 'same-message' };
  return { message: `script ${words.slice(opening.length, scriptEnd)} ${what}`, sameWhen: 'same-text' };
}
