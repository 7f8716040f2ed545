/** Lines that were not understood: all counted, a few kept to show. */
export class UnparsedLines {
  static readonly #samplesKept = 5;
  static readonly #sampleLength = 200;

  readonly samples: string[] = [];
  count = 0;

  add(line: string): void {
    this.count++;
    if (this.samples.length < UnparsedLines.#samplesKept) this.samples.push(line.slice(0, UnparsedLines.#sampleLength));
  }
}
