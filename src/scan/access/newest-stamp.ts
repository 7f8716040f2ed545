import { LineReader } from './line-shape.ts';
import { LineWalker } from './line-walker.ts';

/**
 * Finds the newest time stamp of access logs. Every line is looked at: stamps are out of order by minutes in any log and
 * by days in one that was joined from parts, so the last line says little.
 */
export class NewestStamp {
  /** Seconds since 1970; -Infinity as long as no line had a time. */
  epoch = -Infinity;
  readonly #reader = new LineReader();
  readonly #walker = new LineWalker((bytes, start, end) => {
    if (this.#reader.read(bytes, start, end) === 'understood' && this.#reader.shape.epoch > this.epoch)
      this.epoch = this.#reader.shape.epoch;
  });

  /** See {@link LineWalker.walk}. */
  walk(bytes: Uint8Array, filled: number, atEnd: boolean): number {
    return this.#walker.walk(bytes, filled, atEnd);
  }
}
