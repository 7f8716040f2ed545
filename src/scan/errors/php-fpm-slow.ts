import type { ErrorRecord, RecordHead } from './error-record.ts';
import { placeNamedIn } from './place-in-path.ts';

const poolAndPid = /^ \[pool ([^\]]{1,200})\] pid \d+$/;
const scriptOpening = 'script_filename = ';
const frame = /^\[0x[0-9a-f]{1,16}\] /;

/** Whether the text after a stamp opens a block of the slow log: `[time]  [pool x] pid 7`, with two blanks. */
export const isSlowOpening = (rest: string): boolean => poolAndPid.test(rest);

/** Whether a line is part of a block of the slow log. */
export const isSlowDetail = (line: string): boolean => line.startsWith(scriptOpening) || frame.test(line);

/** One block of the slow log: which script, and the function it was in when it was found to be slow (the first frame). */
export function slowRecord(head: RecordHead, details: string): ErrorRecord {
  const lines = details.split('\n');
  const script = lines.find((line) => line.startsWith(scriptOpening))?.slice(scriptOpening.length) ?? '';
  const top = lines.find((line) => frame.test(line))?.replace(frame, '') ?? null;
  return {
    source: 'php-fpm',
    epochSeconds: head.epochSeconds,
    level: null,
    code: null,
    message: `slow script ${script}${top === null ? '' : `, in ${top}`}`,
    client: null,
    ...placeNamedIn(script),
    pool: poolAndPid.exec(head.rest)?.[1] ?? null,
    sameWhen: 'same-text',
  };
}
