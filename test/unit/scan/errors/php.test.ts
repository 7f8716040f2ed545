import { describe, expect, it } from 'vitest';
import { epochOf, onlyRecord, readText } from './records.ts';

describe("a site's PHP log", () => {
  it('reads a warning', () => {
    expect(
      onlyRecord('[22-Nov-2026 06:39:45 UTC] PHP Warning:  Undefined variable $x in /home/alice/public_html/x.php on line 3'),
    ).toMatchObject({
      source: 'php',
      epochSeconds: epochOf('2026-11-22T06:39:45Z'),
      level: 'warning',
      message: 'PHP Warning:  Undefined variable $x in /home/alice/public_html/x.php on line 3',
      accountHint: 'alice',
      pool: null,
    });
  });

  it.each([
    ['Fatal error', 'fatal'],
    ['Parse error', 'fatal'],
    ['Recoverable fatal error', 'fatal'],
    ['Core Warning', 'warning'],
    ['Notice', 'notice'],
    ['Strict Standards', 'notice'],
    ['Deprecated', 'deprecated'],
  ])('calls a %s %s', (words, level) => {
    expect(onlyRecord(`[22-Nov-2026 06:39:45 UTC] PHP ${words}:  x in /srv/x.php on line 3`).level).toBe(level);
  });

  it.each([
    ['UTC', '06:39:45Z'],
    ['Europe/Berlin', '06:39:45+01:00'],
    ['America/New_York', '06:39:45-05:00'],
    ['+05:30', '06:39:45+05:30'],
    ['No/Where', '06:39:45Z'],
  ])('reads a stamp of the zone %s', (zone, time) => {
    expect(onlyRecord(`[22-Nov-2026 06:39:45 ${zone}] x`).epochSeconds).toBe(epochOf(`2026-11-22T${time}`));
  });

  it('makes one record of a message with its stack', () => {
    const text = `[22-Nov-2026 06:39:45 UTC] PHP Fatal error:  Uncaught Error: x in /srv/x.php:3
Stack trace:
#0 {main}
  thrown in /srv/x.php on line 3
[22-Nov-2026 06:39:46 UTC] Array
(
    [0] => 1
)
`;
    const { records, lines } = readText(text);
    expect(records.map(({ message }) => message)).toEqual([
      'PHP Fatal error:  Uncaught Error: x in /srv/x.php:3',
      'Array (     [0] => 1 )',
    ]);
    expect(lines).toEqual([4, 4]);
  });
});
