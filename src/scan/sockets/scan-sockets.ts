import type { Protocol, SocketRow, SocketTableFormat } from '../../model/socket.ts';
import { assertNever } from '../../model/result.ts';
import { AddressCache } from './address-cache.ts';
import { addressFit, parseNetstatRow } from './netstat.ts';
import type { OwnerOf } from './owner-of.ts';
import { parseProcRow, protocolByWords } from './proc-net.ts';
import { slotColon } from './proc-row.ts';
import { type LineKind, lineKind } from './recognise.ts';
import { parseSsRow } from './ss.ts';
import { UnparsedLines } from './unparsed-lines.ts';

/** What a text of socket tables gave. */
export interface SocketScan {
  readonly rows: readonly SocketRow[];
  /** The formats met, in order of appearance; empty when nothing in the text looked like a socket table. */
  readonly formats: readonly SocketTableFormat[];
  readonly unparsedLines: number;
  /** The first few of them, raw and cut. */
  readonly unparsedSamples: readonly string[];
}

/** Longer lines are judged by their beginning: only a list of processes gets that long, and its first one is enough. */
const lineLimitBytes = 64 * 1024;
const newline = 0x0a;

/**
 * Reads the text of one or more socket tables: /proc/net/{tcp,tcp6,udp,udp6}, `ss` and `netstat`, recognised line by line.
 *
 * `procProtocol` is the protocol of the rows of /proc/net, where it is known from the file; null where the rows must tell.
 */
export function scanSockets(bytes: Uint8Array, ownerOf: OwnerOf, procProtocol: Protocol | null = null): SocketScan {
  const scanner = new SocketScanner(bytes, ownerOf, procProtocol);
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(newline, from);
    const to = end < 0 ? bytes.length : end;
    scanner.line(from, to);
    from = to + 1;
  }
  return scanner.finish();
}

class SocketScanner {
  readonly #bytes: Uint8Array;
  readonly #text: Buffer;
  readonly #ownerOf: OwnerOf;
  readonly #addresses = new AddressCache();
  readonly #rows: SocketRow[] = [];
  readonly #formats = new Set<SocketTableFormat>();
  readonly #unparsed = new UnparsedLines();
  /** Rows of netstat whose addresses may have been cut; see `AddressFit`. */
  readonly #doubtful: string[] = [];
  #wideSeen = false;
  readonly #procProtocol: Protocol | null;
  #lastKind: LineKind | 'proc-row' = 'unknown';

  constructor(bytes: Uint8Array, ownerOf: OwnerOf, procProtocol: Protocol | null) {
    this.#bytes = bytes;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#ownerOf = ownerOf;
    this.#procProtocol = procProtocol;
  }

  line(from: number, to: number): void {
    const slotEnd = slotColon(this.#bytes, from, to);
    if (slotEnd >= 0) this.#procLine(from, slotEnd, to);
    else this.#textLine(this.#text.toString('utf8', from, Math.min(to, from + lineLimitBytes)));
  }

  finish(): SocketScan {
    for (const line of this.#doubtful) this.#add(line, this.#wideSeen ? parseNetstatRow(line, this.#addresses, this.#ownerOf) : undefined);
    return {
      rows: this.#rows,
      formats: [...this.#formats],
      unparsedLines: this.#unparsed.count,
      unparsedSamples: this.#unparsed.samples,
    };
  }

  #procLine(from: number, slotEnd: number, to: number): void {
    const protocol = this.#procProtocol ?? protocolByWords(this.#bytes, from, to);
    const row = parseProcRow(this.#bytes, slotEnd, to, protocol, this.#addresses, this.#ownerOf);
    if (row === undefined) {
      this.#unparsed.add(this.#text.toString('utf8', from, Math.min(to, from + lineLimitBytes)));
      return;
    }
    this.#rows.push(row);
    this.#formats.add('proc-net');
    this.#lastKind = 'proc-row';
  }

  #textLine(line: string): void {
    if (line.trim() === '') return;
    const kind = lineKind(line);
    switch (kind) {
      case 'ss-row':
      case 'ss-row-without-netid':
        this.#formats.add('ss');
        this.#add(line, parseSsRow(line, kind === 'ss-row', this.#addresses, this.#ownerOf));
        break;
      case 'netstat-row':
        this.#formats.add('netstat');
        this.#netstatLine(line);
        break;
      case 'ss-header':
        this.#formats.add('ss');
        break;
      case 'netstat-header':
        this.#formats.add('netstat');
        break;
      case 'proc-header':
        this.#formats.add('proc-net');
        break;
      case 'other-socket':
      case 'decoration':
        break;
      case 'indented':
        if (this.#detailsMayFollow()) return;
        this.#unparsed.add(line);
        break;
      case 'unknown':
        this.#unparsed.add(line);
        break;
      default:
        assertNever(kind);
    }
    this.#lastKind = kind;
  }

  /** Rows of ss are followed by indented details with `-i`, `-m` and `-o`; nothing else is. */
  #detailsMayFollow(): boolean {
    return this.#lastKind === 'ss-row' || this.#lastKind === 'ss-row-without-netid' || this.#lastKind === 'other-socket';
  }

  #netstatLine(line: string): void {
    const fit = addressFit(line);
    if (fit === 'wide') this.#wideSeen = true;
    if (fit === 'full') this.#doubtful.push(line);
    else this.#add(line, parseNetstatRow(line, this.#addresses, this.#ownerOf));
  }

  #add(line: string, row: SocketRow | undefined): void {
    if (row === undefined) this.#unparsed.add(line);
    else this.#rows.push(row);
  }
}
