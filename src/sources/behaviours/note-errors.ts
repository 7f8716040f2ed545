import { longestText } from '../../scan/behaviour/texts.ts';
import { ownBeginning } from '../../scan/errors/own-copy.ts';
import type { ErrorRecord } from '../../scan/errors/error-record.ts';
import { signOfError } from '../../scan/errors/error-signs.ts';
import type { ToldRecord } from '../../scan/errors/tally-errors.ts';
import type { BehaviourBook } from '../../scan/behaviour/behaviour-book.ts';

const sampleCharacters = 500;

/** Writes down what a record of an error log says of the client it names. */
export function noteError(book: BehaviourBook, record: ErrorRecord, { epoch, site, firstLine }: ToldRecord): void {
  if (record.client === null) return;
  const found = signOfError(record, firstLine);
  if (found === null) return;
  const hit = {
    epoch,
    site,
    what: ownBeginning(found.what, longestText),
    method: '',
    status: null,
    agent: '',
    // nginx writes what visitors send as it is, line feeds included.
    forgeable: record.source === 'nginx',
    sizeBytes: null,
    unlessEditor: false,
  };
  book.ofErrorLog(record.client)?.addSign(found.sign, hit, () => ownBeginning(firstLine, sampleCharacters));
}
