import { describe, expect, it } from 'vitest';
import { lineKind } from '../../../../src/scan/sockets/recognise.ts';

describe('a line of a socket table', () => {
  it.each([
    ['ss-row', 'tcp   ESTAB  0      0       192.0.2.10:22      198.51.100.200:44093'],
    ['ss-row', 'udp   UNCONN 0      0       127.0.0.1:323             0.0.0.0:*'],
    ['ss-row-without-netid', 'ESTAB  0      0       192.0.2.10:22      198.51.100.200:44093'],
    ['ss-header', 'Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess'],
    ['ss-header', 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process'],
    ['netstat-row', 'tcp6       0      0 :::80                   :::*                    LISTEN     '],
    ['netstat-row', '  udp        0      0 0.0.0.0:68              0.0.0.0:*'],
    ['netstat-header', 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      '],
    ['netstat-header', 'Proto RefCnt Flags       Type       State         I-Node   Path'],
    ['proc-header', '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'],
    ['proc-header', '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops'],
    ['other-socket', 'unix  2      [ ACC ]     STREAM     LISTENING     12345    /run/php-fpm.sock'],
    ['other-socket', 'u_str ESTAB  0      0      * 12345  * 12346'],
    ['other-socket', 'raw6       0      0 :::58                   :::*                    7          '],
    ['decoration', 'Active Internet connections (w/o servers)'],
    ['decoration', 'Active UNIX domain sockets (servers and established)'],
    ['decoration', '==> netstat.txt <=='],
    ['decoration', '(Not all processes could be identified, non-owned process info'],
    ['decoration', ' will not be shown, you would have to be root to see it all.)'],
    ['indented', '\t cubic wscale:7,7 rto:204 rtt:0.048/0.021'],
    ['unknown', 'root@web:~# netstat -ntu'],
    ['unknown', 'TCP    192.0.2.10:443    198.51.100.7:51000    ESTABLISHED'],
    ['unknown', 'tcp4       0      0  192.0.2.10.443   198.51.100.7.51000  ESTABLISHED'],
    ['unknown', 'Active measures'],
  ])('is of kind %s: %s', (kind, line) => {
    expect(lineKind(line)).toBe(kind);
  });
});
