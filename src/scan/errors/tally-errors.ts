import type { IpAddress } from '../../model/ip-address.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import { ErrorGroups, sampleOf, type TalliedGroup } from './error-groups.ts';
import type { ErrorRecord } from './error-record.ts';
import type { RecordSink } from './record-reader.ts';

/** lines = sum of the groups' counts + unparsed + continued + outside. */
export interface TalliedErrors {
  readonly lines: number;
  readonly unparsed: number;
  readonly unparsedSamples: readonly string[];
  readonly continued: number;
  readonly outside: number;
  readonly firstEpoch: number | null;
  readonly lastEpoch: number | null;
  /** Most frequent first. */
  readonly groups: readonly TalliedGroup[];
}

export interface TallyOptions {
  readonly span: TimeSpan;
  /** Only records of this site, of this client; null = any. */
  readonly site: string | null;
  readonly address: IpAddress | null;
  readonly siteOfPool: ReadonlyMap<string, string>;
  /** Told of every record that is counted, with the time that it or the one above it has. */
  readonly onRecord?: ((record: ErrorRecord, told: ToldRecord) => void) | undefined;
}

export interface ToldRecord {
  readonly epoch: number | null;
  readonly site: string | null;
  readonly firstLine: string;
}

export interface ErrorTally {
  /** Where the records of one file go; `site` is the one its place says it belongs to. */
  fileSink(site: string | null): RecordSink;
  result(): TalliedErrors;
}

const samplesKept = 5;

/** Counts records by kind, in bounded memory. */
export function createErrorTally(options: TallyOptions): ErrorTally {
  const groups = new ErrorGroups();
  const unparsedSamples: string[] = [];
  let lines = 0;
  let unparsed = 0;
  let continued = 0;
  let outside = 0;

  const isWanted = (epoch: number, site: string | null, client: string | null): boolean =>
    epoch >= options.span.fromEpoch &&
    epoch <= options.span.toEpoch &&
    (options.site === null || site === options.site) &&
    (options.address === null || client === options.address);

  return {
    fileSink(fileSite) {
      // A record without a stamp happened when the one above it did; above the first there is only the open past.
      let clock = -Infinity;
      return {
        record(record, firstLine, recordLines) {
          lines += recordLines;
          clock = record.epochSeconds ?? clock;
          const site = fileSite ?? record.site ?? siteOfPool(record.pool, options.siteOfPool);
          if (!isWanted(clock, site, record.client)) {
            outside += recordLines;
            return;
          }
          continued += recordLines - 1;
          groups.add(record, site, firstLine);
          options.onRecord?.(record, { epoch: Number.isFinite(clock) ? clock : null, site, firstLine });
        },
        carriedOn() {
          lines++;
          continued++;
        },
        unknown(line) {
          lines++;
          unparsed++;
          if (unparsedSamples.length < samplesKept) unparsedSamples.push(sampleOf(line));
        },
      };
    },
    result: () => ({ lines, unparsed, unparsedSamples, continued, outside, ...groups.result() }),
  };
}

/** A pool is named like its site with `_` for `.`, which cannot be undone; a pool of an unknown site goes by its own name. */
const siteOfPool = (pool: string | null, known: ReadonlyMap<string, string>): string | null =>
  pool === null ? null : (known.get(pool) ?? pool);
