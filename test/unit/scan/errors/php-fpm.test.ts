import { describe, expect, it } from 'vitest';
import { epochOf, onlyRecord, readText } from './records.ts';

const stamp = '[22-Nov-2026 06:39:45]';
const said = (text: string, child = 11515, second = '45'): string =>
  `[22-Nov-2026 06:39:${second}] WARNING: [pool alice_example] child ${String(child)} said into stderr: "${text}"`;

describe('PHP-FPM master log', () => {
  it.each([
    'server reached max_children setting (5), consider raising it',
    'server reached pm.max_children setting (5), consider raising it',
  ])('reads %s', (text) => {
    expect(onlyRecord(`${stamp} WARNING: [pool alice_example] ${text}`)).toMatchObject({
      source: 'php-fpm',
      epochSeconds: epochOf('2026-11-22T06:39:45Z'),
      level: 'warning',
      message: text,
      pool: 'alice_example',
      client: null,
    });
  });

  it('reads lines of no pool and of debug level', () => {
    expect(onlyRecord(`${stamp} NOTICE: fpm is running, pid 4321`)).toMatchObject({ level: 'notice', pool: null });
    expect(onlyRecord('[22-Nov-2026 06:39:45.123456] DEBUG: pid 7, fpm_got_signal(), line 79: [pool x] received SIGCHLD')).toMatchObject({
      level: 'debug',
      pool: 'x',
      message: 'received SIGCHLD',
    });
  });

  it('names the script that is slow, not the request', () => {
    const line = `${stamp} WARNING: [pool x] child 7, script '/home/alice/it's.php' (request: "GET /it's.php?q=1") executing too slow (1.242338 sec), logging`;
    expect(onlyRecord(line)).toMatchObject({ message: "script /home/alice/it's.php executing too slow", accountHint: 'alice' });
  });

  it('joins what a worker said over several lines', () => {
    const text = [
      said('NOTICE: PHP message: PHP Warning:  Undefined variable $x in /srv/w.php on line 2'),
      said('NOTICE: PHP message: PHP Fatal error:  Uncaught RuntimeException: boom'),
      said('second line in /srv/w.php:3'),
      said('Stack trace:'),
      said('#0 {main}'),
      said('  thrown in /srv/w.php on line 3'),
    ].join('\n');
    const { records, lines } = readText(text);
    expect(records.map(({ message }) => message)).toEqual([
      'PHP Warning:  Undefined variable $x in /srv/w.php on line 2',
      'PHP Fatal error:  Uncaught RuntimeException: boom second line in /srv/w.php:3',
    ]);
    expect(lines).toEqual([1, 5]);
  });

  it('knows the rest of a message behind another line, and joins no other worker’s', () => {
    const text = [
      said('NOTICE: PHP message: one'),
      `${stamp} WARNING: [pool x] server reached max_children setting (5), consider raising it`,
      said('Stack trace:'),
      said('oh', 7),
    ].join('\n');
    const { records, carriedOn } = readText(text);
    expect(records.map(({ message }) => message)).toEqual(['one', 'server reached max_children setting (5), consider raising it', 'oh']);
    expect(carriedOn).toBe(1);
  });

  it('takes what a worker says later for something new', () => {
    expect(readText([said('oh'), said('oh', 11515, '50')].join('\n')).records).toHaveLength(2);
  });

  it('reads undecorated words of workers', () => {
    const { records, lines } = readText(
      `${stamp} NOTICE: ready\nNOTICE: PHP message: PHP Fatal error:  x in /srv/a.php:3\nStack trace:\n#0 {main}\n  thrown in /srv/a.php on line 3`,
    );
    expect(records).toMatchObject([
      { message: 'ready' },
      { source: 'php', level: 'fatal', epochSeconds: null, message: 'PHP Fatal error:  x in /srv/a.php:3' },
    ]);
    expect(lines).toEqual([1, 4]);
  });
});

describe('PHP-FPM slow log', () => {
  const block = `
[22-Nov-2026 10:02:47]  [pool alice_example] pid 11515
script_filename = /home/alice/public_html/slow.php
[0x00007f8c9de130e0] sleep() /home/alice/public_html/slow.php:2
[0x00007f8c9de13080] nap() /home/alice/public_html/slow.php:9
`;

  it('makes one record of a block', () => {
    const { records, lines, carriedOn } = readText(block + block);
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      source: 'php-fpm',
      epochSeconds: epochOf('2026-11-22T10:02:47Z'),
      message: 'slow script /home/alice/public_html/slow.php, in sleep() /home/alice/public_html/slow.php:2',
      pool: 'alice_example',
      accountHint: 'alice',
    });
    expect([lines, carriedOn]).toEqual([[4, 4], 3]);
  });

  it('reads a block that ends early', () => {
    expect(onlyRecord('[22-Nov-2026 10:02:47]  [pool x] pid 7\nscript_filename = /srv/a.php').message).toBe('slow script /srv/a.php');
    expect(onlyRecord('[22-Nov-2026 10:02:47]  [pool x] pid 7').message).toBe('slow script ');
  });
});
