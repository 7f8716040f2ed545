import { describe, expect, it } from 'vitest';
import { readRows } from '../../../../src/sources/sockets/read-rows.ts';
import { thisMachine } from '../../../../src/sources/sockets/socket-machine.ts';
import { failed, ok } from '../../../../src/model/result.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, peer: string, state: string): string =>
  `   0: ${local} ${peer} ${state} 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 20 4 30 10 -1\n`;
const listener = row('00000000:0050', '00000000:0000', '0A');
const visitor = row('0A0200C0:0050', '077100CB:9C40', '01');
const login = row('0A0200C0:0016', '087100CB:9C41', '01');
const sshd = row('00000000:0016', '00000000:0000', '0A');
const called = row('0A0200C0:9C42', '096433C6:0035', '01');

const read = (text: string) =>
  readRows(new Set([22]), {
    ...thisMachine,
    ownAddresses: () => [],
    procTable: (table, onPiece) => {
      if (table !== 'tcp') return table === 'udp' ? ok(undefined) : failed({ kind: 'not-found', path: table });
      onPiece(Buffer.from(head + text));
      return ok(undefined);
    },
  });

describe('rows for single questions', () => {
  it('are listeners, who came to the ports, and whom the machine called: visitors are left out, in whatever order', () => {
    for (const text of [listener + sshd + visitor + login + called, called + login + visitor + sshd + listener]) {
      const rows = read(text);
      expect(
        rows.ok &&
          rows.value.table.rows
            .filter(({ listening }) => !listening)
            .map(({ peerAddress }) => peerAddress)
            .sort(),
      ).toEqual(['198.51.100.9', '203.0.113.8']);
      expect(rows.ok && rows.value.table.rows.filter(({ listening }) => listening)).toHaveLength(2);
      expect(rows.ok && rows.value.problems).toEqual([]);
    }
  });

  it('are bounded, and that is said', () => {
    const rows = read(sshd + login.repeat(20_005));
    expect(rows.ok && [rows.value.table.rows.length, rows.value.problems]).toEqual([
      20_000,
      [{ kind: 'too-many-entries', path: '/proc/net/tcp', limit: 20_000 }],
    ]);
  });
});
