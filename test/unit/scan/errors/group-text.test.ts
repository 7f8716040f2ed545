import { describe, expect, it } from 'vitest';
import { groupMessage, groupText } from '../../../../src/scan/errors/group-text.ts';
import { onlyRecord } from './records.ts';

const apache = (text: string): string => `[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:1] ${text}`;
const php = (text: string): string => `[22-Nov-2026 06:39:45 UTC] ${text}`;

const sameGroup = (one: string, other: string): boolean => groupText(onlyRecord(one)) === groupText(onlyRecord(other));

describe('what is one group', () => {
  it('is a code of Apache, whatever the text', () => {
    expect(sameGroup(apache('AH01618: user eve not found: /a'), apache('AH01618: user a b c not found: /b c'))).toBe(true);
  });

  it('is a code of Apache with the same error of the system', () => {
    expect(sameGroup(apache('(2)No such file: AH02454: x'), apache('(111)Connection refused: AH02454: x'))).toBe(false);
    expect(sameGroup(apache('(2)No such file: AH02454: x'), apache('(2)No such file: AH02454: y'))).toBe(true);
  });

  it('is PHP saying the same of the same place', () => {
    const at = (place: string): string => php(`PHP Warning:  Undefined array key "${place.length.toString()}" in ${place}`);
    expect(sameGroup(at('/srv/x.php on line 3'), at('/srv/x.php on line 3'))).toBe(true);
    expect(sameGroup(at('/srv/x.php on line 3'), at('/srv/y.php on line 3'))).toBe(false);
    expect(sameGroup(at('/srv/x.php on line 3'), at('/srv/x.php on line 4'))).toBe(false);
    expect(sameGroup(at('/srv/x.php:3'), at('/srv/x.php:4'))).toBe(false);
    expect(sameGroup(php('took 12 ms for 203.0.113.7'), php('took 7 ms for 198.51.100.1'))).toBe(true);
  });

  it('is what a code that quotes somebody else quotes', () => {
    expect(sameGroup(apache("AH01071: Got error 'Primary script unknown'"), apache("AH01071: Got error 'PHP message: x'"))).toBe(false);
  });

  it('is one script of the slow log', () => {
    const slow = (script: string): string => `[22-Nov-2026 10:02:47]  [pool x] pid 7\nscript_filename = ${script}`;
    expect(sameGroup(slow('/srv/a.php'), slow('/srv/b.php'))).toBe(false);
  });
});

describe('the message of a group', () => {
  it('names neither user nor path nor place of a visitor', () => {
    expect(groupMessage(onlyRecord(apache('AH01618: user eve x not found: /a')))).toBe('user <user> not found: <path>');
    expect(groupMessage(onlyRecord(apache('AH01617: user bob: authentication failure for "/a": Password Mismatch')))).toBe(
      'user <user>: authentication failure for "…": Password Mismatch',
    );
  });

  it('keeps the place of a PHP mistake', () => {
    expect(groupMessage(onlyRecord(php('PHP Warning:  Undefined array key "a" in /srv/x 1.php on line 3')))).toBe(
      'PHP Warning: Undefined array key "…" in /srv/x 1.php on line 3',
    );
  });
});
