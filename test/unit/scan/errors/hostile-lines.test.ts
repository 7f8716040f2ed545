import { describe, expect, it } from 'vitest';
import { createErrorTally } from '../../../../src/scan/errors/tally-errors.ts';
import { RecordReader } from '../../../../src/scan/errors/record-reader.ts';
import { utcClock } from './records.ts';

const heads = [
  '[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:51234] ',
  '[Sun Nov 22 06:39:45.123456 2026] [x:error] [pid 1:tid 2] [client 203.0.113.7:51234] ModSecurity: ',
  "[Sun Nov 22 06:39:45.123456 2026] [x:error] [pid 1:tid 2] [client 203.0.113.7:51234] AH01071: Got error '",
  '2026/11/22 07:01:05 [error] 811#811: *5 ',
  '2026/11/22 07:01:05 [error] 811#811: *5 open() "',
  '[22-Nov-2026 06:39:45 UTC] PHP Warning:  ',
  '[22-Nov-2026 06:39:45] WARNING: [pool x] child 5 said into stderr: "',
  "[22-Nov-2026 06:39:45] WARNING: [pool x] child 5, script '",
  '',
];
const fillings = [
  '"',
  "'",
  '.',
  ':',
  '/',
  '(',
  '\\x4',
  '\\n',
  '1.',
  '[',
  'a1',
  '"\' ',
  ' in ',
  ' on line 1',
  '; PHP message: ',
  ' [id "',
  ', client: ',
  "='",
  'user ',
];

describe('lines made to keep us busy', () => {
  // 180 lines of 128 KiB: work that grows with the square of the length would not end within the time of a test.
  it('cost no more than their length', () => {
    const tally = createErrorTally({ span: { fromEpoch: -Infinity, toEpoch: Infinity }, site: null, address: null, siteOfPool: new Map() });
    const reader = new RecordReader({ family: 'any', clock: utcClock(), startsInside: false }, tally.fileSink(null));
    let lines = 0;
    for (const filling of fillings) {
      const body = filling.repeat(Math.ceil((128 * 1024) / filling.length));
      for (const head of heads) {
        reader.line(`${head}${body}`.slice(0, 128 * 1024));
        lines++;
      }
    }
    reader.finish();
    expect(tally.result().lines).toBe(lines);
  });
});
