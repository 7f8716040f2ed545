import type { Protocol } from '../../model/socket.ts';
import { wordsOf } from './address-words.ts';
import { countedIn } from './kernel-counts.ts';
import { portKeyOf } from './listener-book.ts';
import { addressesKeptPerTable } from './peer-table.ts';
import type { CountOptions, ProcCounter } from './proc-counter.ts';
import type { ProcRow } from './proc-row.ts';
import { ProcTableReader } from './proc-table-reader.ts';
import { inputBytes, type SocketKernel, startSocketKernel } from './socket-kernel.ts';
import type { UnparsedLines } from './unparsed-lines.ts';

const newline = 0x0a;

/**
 * Counts the text of tables of /proc/net for a {@link ProcCounter}, whole lines in WebAssembly as long as they are plain
 * connections and its tables have room. All else goes the way it always goes, line by line; and when there is no more room,
 * or nothing more to count, the counter goes on with what was counted until then.
 */
export class KernelCounter {
  readonly #kernel: SocketKernel;
  readonly #counter: ProcCounter;
  readonly #options: CountOptions;
  readonly #reader: ProcTableReader;
  readonly #memory: Uint8Array;
  readonly #input: Uint8Array;
  /** Whether the kernel still counts. */
  #counts = true;
  #addressLimit = 0;

  /** Null where WebAssembly does not run, or the counter is one of some rows only. The counter must be new. */
  static start(counter: ProcCounter, options: CountOptions, unparsed: UnparsedLines): KernelCounter | null {
    if (options.address !== null || options.accepts !== undefined) return null;
    let made: KernelCounter | null = null;
    const kernel = startSocketKernel({
      other: (from, to) => (made === null ? 0 : made.#takeLine(from, to)),
      reaches: (a, b, c, d, portKey) => (options.listeners.reachesOne(a, b, c, d, portKey) ? 1 : 0),
    });
    if (kernel !== null) made = new KernelCounter(kernel, counter, options, unparsed);
    return made;
  }

  private constructor(kernel: SocketKernel, counter: ProcCounter, options: CountOptions, unparsed: UnparsedLines) {
    this.#kernel = kernel;
    this.#counter = counter;
    this.#options = options;
    this.#memory = new Uint8Array(kernel.memory.buffer);
    this.#input = this.#memory.subarray(kernel.input.value, kernel.input.value + inputBytes);
    this.#reader = new ProcTableReader(
      {
        add: (row, protocol) => {
          this.#addRow(row, protocol);
        },
      },
      unparsed,
    );
    kernel.prepare(options.seed);
    for (const address of options.ownAddresses) if (!kernel.addOwn(...wordsOf(address))) this.#counts = false;
    this.#memory.set(options.listeners.kinds, kernel.listened.value);
  }

  begin(protocol: Protocol): void {
    this.#counter.beginTable();
    this.#addressLimit = this.#kernel.size.value + addressesKeptPerTable;
    if (this.#counts) this.#kernel.beginTable(protocol === 'udp' ? 1 : 0, addressesKeptPerTable);
    this.#reader.begin(protocol);
  }

  push(piece: Uint8Array): void {
    // What is whole between the first and the last line feed; the lines that lie across pieces are the reader's.
    const first = piece.indexOf(newline) + 1;
    const last = piece.lastIndexOf(newline) + 1;
    if (!this.#counts || last - first > inputBytes) {
      this.#reader.push(piece);
      return;
    }
    this.#reader.push(piece.subarray(0, first));
    this.#pushLines(piece.subarray(first, last));
    this.#reader.push(piece.subarray(last));
  }

  finish(): void {
    this.#reader.finish();
  }

  /** To be called after the last table: the counter then has everything. */
  handOver(): void {
    if (!this.#counts) return;
    this.#counts = false;
    this.#counter.goOnFrom(countedIn(this.#kernel, this.#addressLimit));
  }

  #pushLines(lines: Uint8Array): void {
    let done = 0;
    if (this.#counts) {
      this.#input.set(lines);
      done = this.#kernel.count(lines.length);
      if (done < lines.length) this.handOver();
    }
    this.#reader.push(lines.subarray(done));
  }

  #takeLine(from: number, to: number): number {
    this.#reader.push(this.#memory.subarray(from, to));
    return this.#counts ? 1 : 0;
  }

  /** Rows that are read here: listeners, and connections that the kernel leaves to others. */
  #addRow(row: ProcRow, protocol: Protocol): void {
    if (this.#counts && this.#giveToKernel(row)) {
      if (row.listening) this.#addListener(row, protocol);
      return;
    }
    this.handOver();
    this.#counter.add(row, protocol);
  }

  #giveToKernel(row: ProcRow): boolean {
    const kernel = this.#kernel;
    const { local0, local1, local2, local3, localPort, peer0, peer1, peer2, peer3, peerPort } = row;
    kernel.setRow(local0, local1, local2, local3, localPort, peer0, peer1, peer2, peer3, peerPort);
    const given = row.listening ? kernel.bind() : kernel.countOther(row.stateNumber, row.receiveQueue, row.uid, row.inode);
    return given !== 0;
  }

  #addListener(row: ProcRow, protocol: Protocol): void {
    this.#counter.addListener(row, protocol);
    const portKey = portKeyOf(row, protocol);
    this.#memory[this.#kernel.listened.value + portKey] = this.#options.listeners.kinds[portKey] as number;
  }
}
