import { describe, expect, it } from 'vitest';
import { readText } from './records.ts';

const php = '[22-Nov-2026 06:39:45 UTC] PHP Warning:  x in /srv/x.php on line 3';
const apache = '[Sun Nov 22 06:39:45 2026] [core:error] [client 203.0.113.7:1] AH00126: x';

describe('record reader', () => {
  it('counts every line once', () => {
    const { records, lines, carriedOn, unknown } = readText(
      `rubbish\n\n==> /var/log/x <==\n${apache}\nmore rubbish\n${php}\nStack trace:\n${apache}`,
    );
    expect(records.map(({ source }) => source)).toEqual(['apache', 'php', 'apache']);
    expect([lines, carriedOn, unknown]).toEqual([[1, 2, 1], 2, ['rubbish', 'more rubbish']]);
  });

  it('takes lines before the first head for the rest of a record when reading begins inside', () => {
    expect(readText(`#0 {main}\nthrown\n${php}\n`, 'php', true)).toMatchObject({ carriedOn: 3, unknown: [] });
    expect(readText(`rubbish\n${apache}\nrubbish`, 'apache', true)).toMatchObject({ carriedOn: 1, unknown: ['rubbish'] });
  });

  it('ends a record where tail begins another file', () => {
    expect(readText(`${php}\n==> b.log <==\nrubbish`).unknown).toEqual(['rubbish']);
    expect(readText(`${php}\n==> b.log <==\n${apache}`).lines).toEqual([1, 1]);
  });

  it('reads lines of Apache that have no stamp', () => {
    expect(readText("AH00558: apache2: Could not reliably determine the server's name").records).toMatchObject([
      { source: 'apache', code: 'AH00558', epochSeconds: null, client: null },
    ]);
  });

  it('keeps the beginning of a record without end', () => {
    const { records, lines } = readText(`${php}\n${'long line of a program\n'.repeat(5000)}end`);
    expect(records[0]?.message.length).toBeLessThan(20_000);
    expect(lines).toEqual([5002]);
  });
});
