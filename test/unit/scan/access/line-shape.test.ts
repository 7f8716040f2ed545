import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../../src/scan/access/line-shape.ts';

const stamp = '[22/Nov/2026:06:39:45 +0000]';
const stampEpoch = Date.UTC(2026, 10, 22, 6, 39, 45) / 1000;

/** A line as the reader sees it: in the middle of other bytes. */
function read(line: string) {
  const around = '203.0.113.99" \\';
  const bytes = new Uint8Array(Buffer.from(`${around}${line}\n${around}`, 'latin1'));
  const reader = new LineReader();
  const outcome = reader.read(bytes, around.length, around.length + line.length);
  if (outcome !== 'understood') return outcome;
  const { shape } = reader;
  const text = (start: number, end: number): string => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  return {
    file: text(shape.fileStart, shape.fileEnd),
    host: text(shape.hostStart, shape.hostEnd),
    address: text(shape.addressStart, shape.addressEnd),
    epoch: shape.epoch,
    request: text(shape.requestStart, shape.requestEnd),
    method: text(shape.methodStart, shape.methodEnd),
    target: text(shape.targetStart, shape.targetEnd),
    status: text(shape.statusStart, shape.statusEnd),
    agent: text(shape.agentStart, shape.agentEnd),
  };
}

describe('the shapes of a line', () => {
  it('combined: cPanel domlogs, nginx, LiteSpeed', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET /wp-login.php HTTP/1.1" 200 5123 "-" "Mozilla/5.0"`)).toEqual({
      file: '',
      host: '',
      address: '203.0.113.7',
      epoch: stampEpoch,
      request: 'GET /wp-login.php HTTP/1.1',
      method: 'GET',
      target: '/wp-login.php',
      status: '200',
      agent: 'Mozilla/5.0',
    });
  });

  it('common: without referer and agent', () => {
    expect(read(`203.0.113.7 - bob ${stamp} "GET / HTTP/1.1" 304 -`)).toMatchObject({ target: '/', status: '304', agent: '' });
  });

  it('vhost-prefixed: ea-nginx without piped logs, vhost_combined', () => {
    const line = `alice.example:443 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1234 "-" "Mozilla/5.0"`;
    expect(read(line)).toMatchObject({ host: 'alice.example', address: '203.0.113.7', target: '/' });
  });

  it('vhost-prefixed where the host is an address', () => {
    expect(read(`192.0.2.10:443 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1`)).toMatchObject({
      host: '192.0.2.10',
      address: '203.0.113.7',
    });
    expect(read(`192.0.2.10 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1`)).toMatchObject({
      host: '192.0.2.10',
      address: '203.0.113.7',
    });
    expect(read(`2001:db8::1:443 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1`)).toMatchObject({
      host: '2001:db8::1',
      address: '203.0.113.7',
    });
    expect(read(`2001:db8::443 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1`)).toMatchObject({ host: '2001:db8::443', file: '' });
    expect(read(`[2001:db8::1]:443 203.0.113.7 - - ${stamp} "GET / HTTP/2.0" 200 1`)).toMatchObject({ host: '[2001:db8::1]', file: '' });
  });

  it('vhost-prefixed without a port', () => {
    expect(read(`alice.example 203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 1`)).toMatchObject({
      host: 'alice.example',
      address: '203.0.113.7',
    });
  });

  it("Plesk's piped logs, host@@port@@", () => {
    const line = `example.com@@7081@@192.0.2.14 - - ${stamp} "GET / HTTP/1.1" 200 811 "-" "curl/8.5.0"`;
    expect(read(line)).toMatchObject({ host: 'example.com', address: '192.0.2.14', target: '/', agent: 'curl/8.5.0' });
    expect(read(line.replace('192.0.2.14', '2001:db8::5'))).toMatchObject({ host: 'example.com', address: '2001:db8::5' });
    expect(read(line.replace('192.0.2.14', 'fe80::1%eth0'))).toMatchObject({ host: 'example.com', address: 'fe80::1%eth0' });
  });

  it('pasted from grep, file: in front', () => {
    const line = `alice.example-ssl_log:203.0.113.7 - - ${stamp} "POST //xmlrpc.php HTTP/1.1" 200 5`;
    expect(read(line)).toMatchObject({ file: 'alice.example-ssl_log', host: '', address: '203.0.113.7', target: '//xmlrpc.php' });
    expect(read(line.replace('203.0.113.7', '2001:db8::7'))).toMatchObject({ file: 'alice.example-ssl_log', address: '2001:db8::7' });
  });

  it('pasted from grep over vhost-prefixed and Plesk lines', () => {
    const rest = `- - ${stamp} "GET / HTTP/1.1" 200 5`;
    expect(read(`/var/log/apache2/other.log:alice.example:443 203.0.113.7 ${rest}`)).toMatchObject({
      file: '/var/log/apache2/other.log',
      host: 'alice.example',
      address: '203.0.113.7',
    });
    expect(read(`access_log:alice.example@@7080@@203.0.113.7 ${rest}`)).toMatchObject({
      file: 'access_log',
      host: 'alice.example',
      address: '203.0.113.7',
    });
  });

  it('pasted from grep where the client is a name', () => {
    const line = `/var/log/apache2/access.log:crawl.example - - ${stamp} "GET / HTTP/1.1" 200 5`;
    expect(read(line)).toMatchObject({ file: '/var/log/apache2/access.log', address: 'crawl.example' });
  });

  it('the client port at the end, or anything else there', () => {
    const line = `203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0" 51234 "-" rt=0.001`;
    expect(read(line)).toMatchObject({ target: '/', agent: 'Mozilla/5.0' });
  });

  it('the client port behind the address', () => {
    expect(read(`203.0.113.7:51234 - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({ address: '203.0.113.7', host: '' });
  });

  it('a list of forwarded addresses: the last one counts, the others a client may have made up', () => {
    const rest = `- - ${stamp} "GET / HTTP/1.1" 200 5`;
    expect(read(`198.51.100.9, 203.0.113.7 ${rest}`)).toMatchObject({ host: '', address: '203.0.113.7' });
    expect(read(`made-up, 198.51.100.9, 2001:db8::7 ${rest}`)).toMatchObject({ host: '', address: '2001:db8::7' });
    expect(read(`alice.example:443 198.51.100.9, 203.0.113.7 ${rest}`)).toMatchObject({ host: 'alice.example', address: '203.0.113.7' });
  });

  it('`-bytes_log` counters are no requests', () => {
    expect(read('1795329585 512 .')).toBe('not-understood');
  });

  it('error-log lines are no requests', () => {
    expect(read('[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:51234] AH00126: x')).toBe(
      'not-understood',
    );
    expect(read('2026/11/22 07:01:05 [error] 811#811: *5521 x, client: 198.51.100.3, server: alice.example')).toBe('not-understood');
  });

  it('blank lines and the headers of tail are blank', () => {
    expect(['', ' ', '\t ', '\r', '==> access.log <==', '==> a b <==\r'].map(read)).toEqual(Array(6).fill('blank'));
  });
});

describe('traps inside a line', () => {
  it('2001:db8::443 is an address, not host:port', () => {
    expect(read(`2001:db8::443 - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({ host: '', address: '2001:db8::443' });
    expect(read(`2001:db8::443 - bob ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({ host: '', address: '2001:db8::443' });
    expect(read(`alice.example:80 2001:db8::443 - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({
      host: 'alice.example',
      address: '2001:db8::443',
    });
  });

  it('addresses: IPv4-mapped, with a zone, and host names', () => {
    for (const address of ['::ffff:203.0.113.7', '::1', 'fe80::1%eth0', 'crawl-7.example.net', 'localhost']) {
      expect(read(`${address} - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({ host: '', file: '', address });
    }
  });

  it('a host name behind a vhost prefix', () => {
    expect(read(`alice.example:443 crawl.example - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({
      host: 'alice.example',
      address: 'crawl.example',
    });
  });

  it('a user with blanks: words are not counted', () => {
    for (const user of ['bob smith', 'a  b ', 'x [y] z', '""', '203.0.113.250']) {
      expect(read(`203.0.113.7 - ${user} ${stamp} "GET /page HTTP/1.1" 200 5`)).toMatchObject({
        address: '203.0.113.7',
        target: '/page',
        epoch: stampEpoch,
      });
    }
  });

  it('a user who calls himself after a time stamp hides nothing and changes no time', () => {
    // Basic authentication ends a name at its first colon; names from elsewhere (Digest, a module) may hold one.
    for (const user of [
      'x [01/Jan/2020:00:00:00 +0000] y',
      '[01/Jan/2020:00:00:00 +0000]',
      'x [01/Jan/2020:00:00:00 +0000] \\"GET /fake HTTP/1.1\\" 200 5',
    ]) {
      expect(read(`203.0.113.7 - ${user} ${stamp} "GET /real HTTP/1.1" 200 5`)).toMatchObject({ target: '/real', epoch: stampEpoch });
    }
  });

  it('quotes: an agent that ends in a backslash is logged as \\\\"', () => {
    const line = `203.0.113.7 - - ${stamp} "GET /a\\"b HTTP/1.1" 200 5 "https://alice.example/\\\\" "ends in \\\\" 51234`;
    expect(read(line)).toMatchObject({ target: '/a\\"b', agent: 'ends in \\\\' });
  });

  it('quotes inside referer and agent', () => {
    const line = `203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 5 "says \\"a\\" and" "says \\" \\"b\\\\" 51234`;
    expect(read(line)).toMatchObject({ agent: 'says \\" \\"b\\\\' });
  });

  it('a method has 32 letters at most; nothing longer is one', () => {
    expect(read(`203.0.113.7 - - ${stamp} "${'A'.repeat(32)} /x" 200 5`)).toMatchObject({ target: '/x' });
    expect(read(`203.0.113.7 - - ${stamp} "${'A'.repeat(33)} /x" 200 5`)).toMatchObject({ target: '' });
  });

  it('quotes as nginx writes them, \\x22', () => {
    const line = `203.0.113.7 - - ${stamp} "GET /a\\x22b HTTP/1.1" 200 5 "-" "x\\x22"`;
    expect(read(line)).toMatchObject({ target: '/a\\x22b', agent: 'x\\x22' });
  });

  it('quotes that a server left bare: the request ends where status and size follow', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET /a"b" 1 HTTP/1.1" 200 5 "-" "x"`)).toMatchObject({
      target: '/a"b"',
      status: '200',
      agent: 'x',
    });
  });

  it('requests that are garbage count for their address and name no page', () => {
    for (const request of [
      '\\x16\\x03\\x01',
      '-',
      '',
      'SSH-2.0-OpenSSH_9.2p1 Debian',
      '\\x16\\x03\\x01\\x02 \\xfc',
      'GET',
      'GET ',
      '\\n',
      '\\"',
    ]) {
      expect(read(`203.0.113.7 - - ${stamp} "${request}" 400 226 "-" "-"`)).toMatchObject({
        address: '203.0.113.7',
        request,
        method: '',
        target: '',
        status: '400',
      });
    }
  });

  it('nothing received: "-" 408 -', () => {
    expect(read(`203.0.113.9 - - ${stamp} "-" 408 - "-" "-"`)).toMatchObject({ target: '', status: '408', agent: '-' });
  });

  it('blanks inside the path: the page is field 7, as the article has it', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET /a b c HTTP/1.1" 404 5`)).toMatchObject({ method: 'GET', target: '/a' });
  });

  it('no protocol (HTTP/0.9)', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET /x" 200 5`)).toMatchObject({ method: 'GET', target: '/x' });
  });

  it('proxy requests and OPTIONS *', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET http://other.example/x HTTP/1.1" 200 5`)).toMatchObject({
      target: 'http://other.example/x',
    });
    expect(read(`203.0.113.7 - - ${stamp} "CONNECT other.example:443 HTTP/1.1" 405 5`)).toMatchObject({
      method: 'CONNECT',
      target: 'other.example:443',
    });
    expect(read(`::1 - - ${stamp} "OPTIONS * HTTP/1.0" 200 126`)).toMatchObject({ method: 'OPTIONS', target: '*' });
  });

  it('size may be - or huge, status -, 000 or nginx’s own', () => {
    for (const [status, size] of [
      ['200', '-'],
      ['-', '-'],
      ['000', '0'],
      ['444', '0'],
      ['499', '18446744073709551615'],
    ]) {
      expect(read(`203.0.113.7 - - ${stamp} "GET / HTTP/1.1" ${status} ${size} "-" "x"`)).toMatchObject({ status, agent: 'x' });
    }
  });

  it('a status or size that is none makes the line not understood', () => {
    for (const figures of ['20 5', '2000 5', '2x0 5', '200', '200 ', '200 5k', '200 -1', ' 200 5']) {
      expect(read(`203.0.113.7 - - ${stamp} "GET / HTTP/1.1" ${figures}`)).toBe('not-understood');
    }
  });

  it('bytes that are no UTF-8, and control bytes', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET /b\xfccher\x01 HTTP/1.1" 200 5 "-" "\x1b[31m"`)).toMatchObject({
      target: '/b\xfccher\x01',
      agent: '\x1b[31m',
    });
  });

  it('NUL bytes in front, where the log was emptied under its writer, do not hide the line', () => {
    expect(read(`${'\0'.repeat(4096)}203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 5`)).toMatchObject({
      address: '203.0.113.7',
      target: '/',
    });
    expect(read('\0'.repeat(4096))).toBe('not-understood');
  });

  it('a half-written line is not understood, one cut in its last field is', () => {
    const line = `203.0.113.7 - - ${stamp} "GET /page HTTP/1.1" 200 5123 "-" "Mozilla/5.0"`;
    const firstEnough = line.indexOf(' 5123') + 2;
    for (let length = 1; length < firstEnough; length++) expect(read(line.slice(0, length))).toBe('not-understood');
    for (let length = firstEnough; length <= line.length; length++)
      expect(read(line.slice(0, length))).toMatchObject({ target: '/page', status: '200' });
    expect(read(line.slice(0, -5))).toMatchObject({ agent: 'Mozilla' });
  });

  it('ends in \\r\\n in pasted text', () => {
    expect(read(`203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 5\r`)).toMatchObject({ status: '200', agent: '' });
    expect(read(`203.0.113.7 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "x"\r`)).toMatchObject({ agent: 'x' });
  });

  it('a broken time stamp makes the line not understood', () => {
    for (const broken of [
      '[31/Feb/2026:06:39:45 +0000]',
      '[22/nov/2026:06:39:45 +0000]',
      '[22/Nov/2026:24:39:45 +0000]',
      '[22/Nov/2026:06:39:45]',
      '[22/Nov/2026:06:39:45 +0000',
      '',
    ]) {
      expect(read(`203.0.113.7 - - ${broken} "GET / HTTP/1.1" 200 5 "-" "-"`)).toBe('not-understood');
    }
  });

  it('without a client in front of the time stamp there is no request', () => {
    expect(read(`${stamp} "GET / HTTP/1.1" 200 5`)).toBe('not-understood');
    expect(read(`203.0.113.7 ${stamp} "GET / HTTP/1.1" 200 5`)).toBe('not-understood');
    expect(read(`/etc/passwd:x! - - ${stamp} "GET / HTTP/1.1" 200 5`)).toBe('not-understood');
  });
});

describe('lines made to be slow', () => {
  // No clock: a reader that goes over a line again and again needs hours for a megabyte and runs into the time limit.
  const pieces = [
    '[',
    '"',
    ':',
    '\\',
    ' ',
    '" ',
    '" "',
    '\\"',
    '" 200 ',
    '" 200 1 "',
    ', ',
    'a, ',
    '@@',
    '1:',
    '\0',
    `${stamp} `,
    ` ${stamp} "`,
  ];
  for (const piece of pieces) {
    it(`a megabyte of ${JSON.stringify(piece)}`, () => {
      const filler = piece.repeat((1 << 20) / piece.length);
      expect(read(filler)).toEqual(expect.anything());
      expect(read(`203.0.113.7 - - ${stamp} "${filler}`)).toEqual(expect.anything());
      expect(read(`203.0.113.7 - ${filler} ${stamp} "GET / HTTP/1.1" 200 5`)).toEqual(expect.anything());
    });
  }
});
