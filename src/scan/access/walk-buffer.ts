import { type ByteSink, type LineVisitor, LineWalker, walkBufferBytes } from './line-walker.ts';

/** A line walker with a buffer of its own. */
export class WalkBuffer implements ByteSink {
  readonly input = new Uint8Array(walkBufferBytes);
  readonly #walker: LineWalker;

  constructor(visit: LineVisitor) {
    this.#walker = new LineWalker(visit);
  }

  scan(filled: number, atEnd: boolean): number {
    const consumed = this.#walker.walk(this.input, filled, atEnd);
    this.input.copyWithin(0, consumed, filled);
    return filled - consumed;
  }

  /** See {@link LineWalker.endFile}. */
  endFile(): void {
    this.#walker.endFile();
  }
}
