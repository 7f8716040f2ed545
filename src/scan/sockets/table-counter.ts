import type { Protocol } from '../../model/socket.ts';
import { KernelCounter } from './kernel-counter.ts';
import { type CountOptions, ProcCounter } from './proc-counter.ts';
import { ProcTableReader } from './proc-table-reader.ts';
import { UnparsedLines } from './unparsed-lines.ts';

/** So much text is counted sooner by the JavaScript here than a kernel is made: some thousand rows. */
const kernelPaysBytes = 512 * 1024;

/** What takes the text of the tables, one after the other. */
interface TextSink {
  begin(protocol: Protocol): void;
  push(piece: Uint8Array): void;
  finish(): void;
}

/**
 * The text of the tables of /proc/net → counts. The first of it is held back, until it shows whether there is enough for a
 * kernel to pay.
 */
export class TableCounter implements TextSink {
  readonly counter: ProcCounter;
  readonly unparsed = new UnparsedLines();
  readonly #options: CountOptions;
  readonly #paysFrom: number;
  #held: ((sink: TextSink) => void)[] = [];
  #heldBytes = 0;
  #kernel: KernelCounter | null = null;
  #sink: TextSink | null = null;

  /** @param paysFrom bytes of text from which on a kernel counts */
  constructor(options: CountOptions, paysFrom = kernelPaysBytes) {
    this.counter = new ProcCounter(options);
    this.#options = options;
    this.#paysFrom = paysFrom;
  }

  begin(protocol: Protocol): void {
    this.#do((sink) => {
      sink.begin(protocol);
    });
  }

  /** The piece may be overwritten afterwards. */
  push(piece: Uint8Array): void {
    if (this.#sink !== null) {
      this.#sink.push(piece);
      return;
    }
    const kept = piece.slice();
    this.#do((sink) => {
      sink.push(kept);
    });
    this.#heldBytes += piece.length;
    if (this.#heldBytes < this.#paysFrom) return;
    this.#kernel = KernelCounter.start(this.counter, this.#options, this.unparsed);
    this.#goOnWith(this.#kernel ?? this.#plain());
  }

  finish(): void {
    this.#do((sink) => {
      sink.finish();
    });
  }

  /** To be called after the last table. */
  end(): void {
    if (this.#sink === null) this.#goOnWith(this.#plain());
    this.#kernel?.handOver();
  }

  #do(step: (sink: TextSink) => void): void {
    if (this.#sink === null) this.#held.push(step);
    else step(this.#sink);
  }

  #goOnWith(sink: TextSink): void {
    this.#sink = sink;
    for (const step of this.#held) step(sink);
    this.#held = [];
  }

  #plain(): TextSink {
    const { counter } = this;
    const reader = new ProcTableReader(counter, this.unparsed);
    return {
      begin: (protocol) => {
        counter.beginTable();
        reader.begin(protocol);
      },
      push: (piece) => {
        reader.push(piece);
      },
      finish: () => {
        reader.finish();
      },
    };
  }
}
