import { familyOf } from '../../scan/errors/record-formats.ts';
import { RecordReader, type RecordSink } from '../../scan/errors/record-reader.ts';
import type { StampClock } from '../../scan/errors/stamps.ts';
import type { OpenFile } from '../../system/open-file.ts';
import type { ErrorLogToRead } from './error-log.ts';
import { type Fed, feedLog } from './feed-log.ts';

export interface RecordFeeding {
  readonly clock: StampClock;
  readonly tailBytes: number;
  readonly archiveBytes: number;
  readonly onBytes: (count: number) => void;
  readonly shouldStop: () => boolean;
}

/** Feeds the records of one open log to a sink; see `feedLog` for what is read. */
export async function feedRecords(file: OpenFile, log: ErrorLogToRead, feeding: RecordFeeding, sink: RecordSink): Promise<Fed> {
  let reader: RecordReader | undefined;
  const { clock } = feeding;
  const fed = await feedLog(file, {
    ...feeding,
    onStart: (tailOnly) => {
      reader = new RecordReader({ family: familyOf(log.kind), clock, startsInside: tailOnly }, sink);
    },
    onLine: (line) => {
      reader?.line(line);
    },
  });
  reader?.finish();
  return fed;
}
