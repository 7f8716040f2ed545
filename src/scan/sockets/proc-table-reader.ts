import type { Protocol } from '../../model/socket.ts';
import { createLineFeeder, type LineFeeder } from '../lines/line-feeder.ts';
import { ProcRow, slotColon } from './proc-row.ts';
import { lineKind } from './recognise.ts';
import type { UnparsedLines } from './unparsed-lines.ts';

/** Longer lines are judged by their beginning. The kernel's have 150 bytes, or 180 with IPv6. */
const lineLimitBytes = 4096;

/** What becomes of the rows; the object is the same for all of them. */
export interface RowSink {
  add(row: ProcRow, protocol: Protocol): void;
}

/**
 * The text of tables of /proc/net, one after the other and in pieces of any size → rows. What is neither row nor heading
 * is counted. One reader for all tables, so that V8 compiles the way from byte to count once.
 */
export class ProcTableReader {
  readonly #row = new ProcRow();
  readonly #lines: LineFeeder;
  #protocol: Protocol = 'tcp';

  constructor(sink: RowSink, unparsed: UnparsedLines) {
    const row = this.#row;
    this.#lines = createLineFeeder({ limitBytes: lineLimitBytes }, (bytes, from, to) => {
      const slotEnd = slotColon(bytes, from, to);
      if (slotEnd >= 0 && row.read(bytes, slotEnd, to, this.#protocol)) sink.add(row, this.#protocol);
      else if (slotEnd >= 0 || !isKnownText(textOf(bytes, from, to))) unparsed.add(textOf(bytes, from, to));
    });
  }

  begin(protocol: Protocol): void {
    this.#protocol = protocol;
  }

  push(piece: Uint8Array): void {
    this.#lines.push(piece);
  }

  /** The table has ended, with or without an end of its last line. */
  finish(): void {
    this.#lines.finish();
  }
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');

const isKnownText = (line: string): boolean => line.trim() === '' || lineKind(line) === 'proc-header';
