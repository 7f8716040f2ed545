/** Steps of time the counter may use, in seconds, finest first. */
const stepLengths = [60, 600, 3600, 86_400, 2_592_000] as const;
const mostSteps = 20_000;

/**
 * Requests over time, a step a minute. When a log spans more steps than are kept (about two weeks of minutes) the steps
 * are made longer, so that memory stays bounded whatever the stamps say.
 */
export class StepCounter {
  #counts = new Map<number, number>();
  #coarseness = 0;
  #lastStep = NaN;
  #lastCount = 0;

  /** Length of a step in seconds. */
  get stepSeconds(): number {
    return stepLengths[this.#coarseness] ?? 2_592_000;
  }

  /** Counts one request at `epoch`, in seconds since 1970. */
  add(epoch: number): void {
    const step = Math.floor(epoch / this.stepSeconds);
    if (step === this.#lastStep) {
      this.#lastCount++;
      return;
    }
    this.#flush();
    this.#lastStep = step;
    this.#lastCount = 1;
    if (this.#counts.size > mostSteps && this.#coarseness < stepLengths.length - 1) this.#coarsen();
  }

  /** Start of each step (seconds since 1970) and its requests, oldest first. */
  steps(): { readonly startEpoch: number; readonly requests: number }[] {
    this.#flush();
    const seconds = this.stepSeconds;
    return [...this.#counts].sort(([a], [b]) => a - b).map(([step, requests]) => ({ startEpoch: step * seconds, requests }));
  }

  #flush(): void {
    if (this.#lastCount > 0) this.#counts.set(this.#lastStep, (this.#counts.get(this.#lastStep) ?? 0) + this.#lastCount);
    this.#lastStep = NaN;
    this.#lastCount = 0;
  }

  #coarsen(): void {
    this.#flush();
    const before = this.stepSeconds;
    this.#coarseness++;
    const counts = new Map<number, number>();
    for (const [step, requests] of this.#counts) {
      const wider = Math.floor((step * before) / this.stepSeconds);
      counts.set(wider, (counts.get(wider) ?? 0) + requests);
    }
    this.#counts = counts;
  }
}
