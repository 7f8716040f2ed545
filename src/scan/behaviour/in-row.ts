/** Counts what mostly comes several times in a row, so that its list is looked up once a row: it is told with its length. */
export class InRow<Value> {
  #value: Value | undefined;
  #length = 0;
  readonly #tell: (value: Value, length: number) => void;

  constructor(tell: (value: Value, length: number) => void) {
    this.#tell = tell;
  }

  add(value: Value): void {
    if (value === this.#value) {
      this.#length++;
      return;
    }
    this.end();
    this.#value = value;
    this.#length = 1;
  }

  /** Tells the row that has not ended yet. */
  end(): void {
    if (this.#length > 0 && this.#value !== undefined) this.#tell(this.#value, this.#length);
    this.#length = 0;
    this.#value = undefined;
  }
}
