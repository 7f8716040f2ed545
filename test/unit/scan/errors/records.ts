import type { ErrorRecord } from '../../../../src/scan/errors/error-record.ts';
import { utcEpoch } from '../../../../src/scan/errors/local-epoch.ts';
import type { LogFamily } from '../../../../src/scan/errors/record-formats.ts';
import { RecordReader } from '../../../../src/scan/errors/record-reader.ts';
import type { StampClock } from '../../../../src/scan/errors/stamps.ts';
import { createZoneReader } from '../../../../src/scan/errors/zone-epoch.ts';

/** A machine whose time is UTC, wherever the tests run. */
export const utcClock = (): StampClock => ({ local: utcEpoch, zone: createZoneReader() });

export const epochOf = (iso: string): number => Date.parse(iso) / 1000;

export interface ReadText {
  readonly records: readonly ErrorRecord[];
  /** How many lines each record took. */
  readonly lines: readonly number[];
  readonly carriedOn: number;
  readonly unknown: readonly string[];
}

export function readText(text: string, family: LogFamily = 'any', startsInside = false): ReadText {
  const records: ErrorRecord[] = [];
  const lines: number[] = [];
  const unknown: string[] = [];
  let carriedOn = 0;
  const reader = new RecordReader(
    { family, clock: utcClock(), startsInside },
    {
      record: (record, _firstLine, recordLines) => {
        records.push(record);
        lines.push(recordLines);
      },
      carriedOn: () => {
        carriedOn++;
      },
      unknown: (line) => {
        unknown.push(line);
      },
    },
  );
  for (const line of text.split('\n')) reader.line(line);
  reader.finish();
  return { records, lines, carriedOn, unknown };
}

/** The only record of a text. */
export function onlyRecord(text: string): ErrorRecord {
  const { records, unknown } = readText(text);
  const [record] = records;
  if (record === undefined || records.length > 1 || unknown.length > 0) throw new Error(`not one record: ${text}`);
  return record;
}
