import { describe, expect, it } from 'vitest';
import { userNames } from '../../../../src/sources/sockets/user-names.ts';

describe('the names of users', () => {
  it('are those of /etc/passwd, the first of a number counting', () => {
    const text = 'root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\nalice:x:1001:1001:Alice, Room 1:/home/alice:/bin/bash\n';
    expect([...userNames(text)]).toEqual([
      [0, 'root'],
      [1001, 'alice'],
    ]);
  });

  it('leave out what is no entry', () => {
    expect([...userNames('\n# comment\nbroken\n:x:5:5::/:\nx:x:five:5::/:\n+::::::\n')]).toEqual([]);
  });
});
