import type { IpAddress } from '../../model/ip-address.ts';
import type { PageKey } from '../../model/access-report.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import { openEngine } from './open-engine.ts';
import { type LogPart, type ScannedPart, scanParts } from './scan-parts.ts';

/** Part of a reading that a second thread does. Plain data but for the shared memory. */
export interface ScanJob {
  readonly parts: readonly LogPart[];
  readonly question: {
    readonly span: TimeSpan;
    readonly pageKey: PageKey;
    readonly address: IpAddress | null;
    readonly page: string | null;
    readonly onlyPages: boolean;
  };
  readonly seed: number;
  readonly shared: SharedArrayBuffer;
}

export interface ScanJobAnswer {
  /** Everything the thread counted; see `AccessKernel.snapshot`. */
  readonly snapshot: Uint8Array;
  readonly scanned: readonly ScannedPart[];
}

/** What the threads of one reading tell each other. */
export class SharedProgress {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #bytes: BigInt64Array;

  constructor(memory = new SharedArrayBuffer(16)) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory, 0, 2);
    this.#bytes = new BigInt64Array(memory, 8, 1);
  }

  /** Number of the next part that nobody has taken. */
  takeNext(): number {
    return Atomics.add(this.#numbers, 0, 1);
  }

  /** Parts taken so far; may be beyond the last. */
  get taken(): number {
    return Atomics.load(this.#numbers, 0);
  }

  stop(): void {
    Atomics.store(this.#numbers, 1, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#numbers, 1) === 1;
  }

  addBytes(count: number): void {
    Atomics.add(this.#bytes, 0, BigInt(count));
  }

  get bytes(): number {
    return Number(Atomics.load(this.#bytes, 0));
  }
}

/** Does a job, in the thread it was given to. Throws where the kernel cannot run: then nobody should have asked. */
export async function doScanJob(job: ScanJob): Promise<ScanJobAnswer> {
  const { engine, kernel } = openEngine({ ...job.question, site: null, nameSite: (host) => host, seed: job.seed });
  if (kernel === null) throw new Error('a scan job needs the kernel');
  const progress = new SharedProgress(job.shared);
  const scanned = await scanParts(job.parts, engine, {
    takeNext: () => progress.takeNext(),
    shouldStop: () => progress.isStopped,
    onBytes: (count) => {
      progress.addBytes(count);
    },
  });
  return { snapshot: kernel.snapshot(), scanned };
}
