import type { ErrorRecord, RecordHead } from './error-record.ts';
import { nginxGoesOn } from './nginx.ts';
import { type SaidPiece, saidPiece } from './php-fpm.ts';
import { completeRecord, goesOn, type LogFamily, readHead } from './record-formats.ts';
import type { StampClock } from './stamps.ts';

/** What the lines of a log turn out to be. Every line is reported once: as part of a record or by one of the others. */
export interface RecordSink {
  /** A whole record: its first line, and how many lines it took. */
  record(record: ErrorRecord, firstLine: string, lines: number): void;
  /** A blank line, a header of tail(1), or a line that carries on a record whose beginning we have not seen. */
  carriedOn(): void;
  /** A line of no known shape. */
  unknown(line: string): void;
}

export interface RecordReading {
  readonly family: LogFamily;
  readonly clock: StampClock;
  /** True when reading begins in the middle of a file, where a record may be half over. */
  readonly startsInside: boolean;
}

interface OpenRecord {
  readonly head: RecordHead;
  readonly firstLine: string;
  /** The head's rest and what followed it, as one text. */
  text: string;
  lines: number;
  /** Whether every next line belongs to it, whatever it looks like. Worked out once a line: it looks at all of the text. */
  takesAnyLine: boolean;
}

/** The last piece a PHP worker said, and the record it went into. */
interface LastSaid {
  readonly speaker: string;
  readonly epochSeconds: number;
  readonly into: OpenRecord;
}

// A record may go on for ever (a program that logs all it has); more than this of it is counted but not kept.
const longestText = 16 * 1024;
const longestBreathSeconds = 1;

/**
 * Puts lines together to records. A record is open until a line comes that begins another one; at most one is open, so
 * memory does not grow with the log.
 */
export class RecordReader {
  readonly #reading: RecordReading;
  readonly #sink: RecordSink;
  #open: OpenRecord | null = null;
  #lastSaid: LastSaid | null = null;
  // True until the first head of a reading that began inside: lines before it carry on what we have not seen.
  #beforeFirstHead: boolean;

  constructor(reading: RecordReading, sink: RecordSink) {
    this.#reading = reading;
    this.#sink = sink;
    this.#beforeFirstHead = reading.startsInside;
  }

  line(line: string): void {
    const open = this.#open;
    if (open?.takesAnyLine === true && line !== '' && !tailHeader.test(line)) {
      addTo(open, line);
      return;
    }
    const head = readHead(line, this.#reading.family, this.#reading.clock);
    if (head !== null) this.#takeHead(head, line);
    else if (tailHeader.test(line)) {
      this.finish();
      this.#sink.carriedOn();
    } else if (open !== null && line !== '' && goesOn(open.head, line)) addTo(open, line);
    else if (line.trim() === '' || this.#beforeFirstHead) this.#sink.carriedOn();
    else this.#sink.unknown(line);
  }

  /** Hands over the last record. */
  finish(): void {
    const open = this.#open;
    this.#open = null;
    if (open !== null) this.#sink.record(completeRecord(open.head, open.text), open.firstLine, open.lines);
  }

  #takeHead(head: RecordHead, line: string): void {
    const piece = head.format === 'php-fpm' ? saidPiece(head.rest) : null;
    if (piece === null) this.#begin(head, line);
    else this.#hear(piece, head, line);
  }

  #begin(head: RecordHead, line: string): OpenRecord {
    this.finish();
    this.#beforeFirstHead = false;
    this.#open = { head, firstLine: line, text: head.rest, lines: 1, takesAnyLine: takesAnyLine(head, head.rest) };
    return this.#open;
  }

  /** A worker's message comes as several lines of FPM, each with a head: those after the first carry the first one on. */
  #hear(piece: SaidPiece, head: RecordHead, line: string): void {
    const { speaker } = piece;
    const epochSeconds = head.epochSeconds ?? 0;
    const last = this.#lastSaid;
    const isSameBreath = last?.speaker === speaker && epochSeconds - last.epochSeconds <= longestBreathSeconds;
    if (piece.beginsMessage || !isSameBreath) {
      this.#lastSaid = { speaker, epochSeconds, into: this.#begin(head, line) };
      return;
    }
    this.#lastSaid = { speaker, epochSeconds, into: last.into };
    if (last.into === this.#open) addTo(last.into, piece.text);
    else this.#sink.carriedOn();
  }
}

function addTo(record: OpenRecord, text: string): void {
  record.lines++;
  if (record.text.length < longestText) record.text += `\n${text}`;
  record.takesAnyLine = takesAnyLine(record.head, record.text);
}

const takesAnyLine = (head: RecordHead, text: string): boolean => head.format === 'nginx' && nginxGoesOn(text);

/** `==> /var/log/apache2/error.log <==` */
const tailHeader = /^==> .{1,4096} <==$/;
