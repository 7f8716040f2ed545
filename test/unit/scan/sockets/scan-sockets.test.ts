import { describe, expect, it } from 'vitest';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';
import { scanSockets, type SocketScan } from '../../../../src/scan/sockets/scan-sockets.ts';

const scan = (...lines: readonly string[]): SocketScan => scanSockets(Buffer.from(lines.join('\n')), ownersByNumber());

const procHeader = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const procRow = '   0: 0A0200C0:01BB 076433C6:C738 01 00000000:00000000 00:00000000 00000000    33        0 12345 1 0 20 4 30 10 -1';
const netstatHeader = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ';
const netstatRow = 'tcp        0      0 192.0.2.10:443          198.51.100.8:51000      ESTABLISHED';
const ssRow = 'tcp   ESTAB  0      0      192.0.2.10:443   198.51.100.9:51000';

describe('a text of socket tables', () => {
  it('may hold several tables, each recognised by its lines', () => {
    const { rows, formats, unparsedLines } = scan(
      procHeader,
      procRow,
      'Active Internet connections (w/o servers)',
      netstatHeader,
      netstatRow,
      '',
      ssRow,
    );
    expect(rows.map((row) => row.peerAddress)).toEqual(['198.51.100.7', '198.51.100.8', '198.51.100.9']);
    expect(formats).toEqual(['proc-net', 'netstat', 'ss']);
    expect(unparsedLines).toBe(0);
  });

  it('tells TCP from UDP in /proc/net by the rows, unless it is told', () => {
    const udpRow = procRow.replace('20 4 30 10 -1', '0');
    expect(scan(procHeader, procRow, udpRow).rows.map((row) => row.protocol)).toEqual(['tcp', 'udp']);
    const text = Buffer.from([procHeader, procRow, udpRow].join('\n'));
    expect(scanSockets(text, ownersByNumber(), 'udp').rows.map((row) => row.protocol)).toEqual(['udp', 'udp']);
  });

  it('that is an empty table is still one', () => {
    expect(scan(procHeader)).toMatchObject({ rows: [], formats: ['proc-net'], unparsedLines: 0 });
    expect(scan('Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess')).toMatchObject({ rows: [], formats: ['ss'] });
  });

  it('that is something else has no format, and its lines are counted', () => {
    expect(scan('192.0.2.1 - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1 "-" "-"', 'x')).toEqual({
      rows: [],
      formats: [],
      unparsedLines: 2,
      unparsedSamples: ['192.0.2.1 - - [22/Nov/2026:06:39:45 +0000] "GET / HTTP/1.1" 200 1 "-" "-"', 'x'],
    });
  });

  it('keeps a few bad lines, cut, and counts them all', () => {
    const { unparsedLines, unparsedSamples } = scan(...Array.from({ length: 50 }, () => 'x'.repeat(500)));
    expect(unparsedLines).toBe(50);
    expect(unparsedSamples).toEqual(Array.from({ length: 5 }, () => 'x'.repeat(200)));
  });

  it('counts a broken row of a known format', () => {
    expect(scan(procHeader, procRow.slice(0, 60), procRow)).toMatchObject({ unparsedLines: 1, rows: [{ localPort: 443 }] });
    expect(scan(ssRow, 'tcp ESTAB 0 0 web.example:https 198.51.100.7:51000')).toMatchObject({
      unparsedLines: 1,
      rows: [{ localPort: 443 }],
    });
  });

  it('passes over the details of ss, but only below its rows', () => {
    const details = '\t cubic wscale:7,7 rto:204 rtt:0.048/0.021 ato:40';
    expect(scan(ssRow, details, details, ssRow)).toMatchObject({ unparsedLines: 0 });
    expect(scan(netstatHeader, netstatRow, details)).toMatchObject({ unparsedLines: 1 });
    expect(scan(details)).toMatchObject({ unparsedLines: 1 });
  });

  it('may end its lines as Windows does, and the last one not at all', () => {
    const text = `${netstatHeader}\r\n${netstatRow}\r\n${procRow}\r\n${ssRow}`;
    expect(scanSockets(Buffer.from(text), ownersByNumber())).toMatchObject({ unparsedLines: 0, rows: { length: 3 } });
  });

  it('may be one endless line', () => {
    const endless = Buffer.alloc(3_000_000, 'tcp ');
    expect(scanSockets(endless, ownersByNumber())).toMatchObject({ rows: [], formats: [], unparsedLines: 1 });
  });

  it('may hold a listener with more processes than a line is read to', () => {
    const processes = Array.from({ length: 5_000 }, (_, n) => `("php-fpm",pid=${n + 7},fd=9)`).join(',');
    const { rows } = scan(`tcp LISTEN 0 511 127.0.0.1:9000 0.0.0.0:* users:(${processes}) uid:33 ino:5`);
    expect(rows).toMatchObject([{ localPort: 9000, owner: { program: 'php-fpm', pid: 7 } }]);
  });
});

describe('addresses that netstat may have cut', () => {
  // The first is 2001:db8:1234:5678:9abc:def0:1234:5678, the second is complete: nothing in the row tells them apart.
  const cut = 'tcp6       0      0 2001:db8:10::10:443     2001:db8:1234:567:40415 ESTABLISHED';
  const complete = 'tcp6       0      0 2001:db8:10::10:443     2001:db8:66:1::1c:44529 ESTABLISHED';
  const short = 'tcp6       0      0 2001:db8:10::10:443     2001:db8:66:1::c:44529  ESTABLISHED';
  const wide = 'tcp6       0      0 2001:db8:10::10:443     2001:db8:1234:5678:9abc:def0:1234:5678:40415 ESTABLISHED';

  it('are not guessed at', () => {
    const { rows, unparsedLines, unparsedSamples } = scan(netstatHeader, cut, complete, short);
    expect(rows.map((row) => row.peerAddress)).toEqual(['2001:db8:66:1::c']);
    expect(unparsedLines).toBe(2);
    expect(unparsedSamples).toEqual([cut, complete]);
  });

  it('are believed in a table that is written wide', () => {
    const { rows, unparsedLines } = scan(netstatHeader, complete, wide, short);
    expect(rows.map((row) => row.peerAddress).sort()).toEqual([
      '2001:db8:1234:5678:9abc:def0:1234:5678',
      '2001:db8:66:1::1c',
      '2001:db8:66:1::c',
    ]);
    expect(unparsedLines).toBe(0);
  });
});
