import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const folder = mkdtempSync(join(tmpdir(), 'active-connections-cli-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a stranger would: a program of its own, nothing but a path in its environment. */
function run(words: readonly string[], input = ''): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [bundle, ...words], { env: { PATH: '/usr/bin:/bin', TZ: 'UTC' }, cwd: folder });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin.end(input);
    child.on('close', (code) => {
      done({ code, out, err });
    });
  });
}

/** Runs a line of shell in which `$0` is Node and `$1` the command. */
function runShell(line: string): Promise<Run> {
  return new Promise((done) => {
    execFile('/bin/sh', ['-c', line, process.execPath, bundle], { cwd: folder }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const line = (second: string, request: string, address = '203.0.113.7', status = '200'): string =>
  `${address} - - [22/Nov/2026:06:39:${second} +0000] "${request} HTTP/1.1" ${status} 512 "-" "Mozilla/5.0"\n`;

const json = (run: Run): Record<string, unknown> => JSON.parse(run.out) as Record<string, unknown>;

describe('the command line', () => {
  it('prints help without a command, and for one', async () => {
    const help = await run([]);
    expect(help.code).toBe(0);
    for (const command of ['connections', 'pages', 'errors', 'sources', 'update-ranges', 'serve']) expect(help.out).toContain(command);
    expect((await run(['help', 'pages'])).out).toContain('--window');
    expect((await run(['pages', '--help'])).out).toContain('--window');
  });

  it('answers a wrong command line with code 2 and says what would be right', async () => {
    for (const words of [
      ['pgaes'],
      ['pages', '--widow'],
      ['pages', '--top', '0'],
      ['pages', '--window', '2h'],
      ['connections', 'x'],
      ['help', 'x'],
    ]) {
      const wrong = await run(words);
      expect([wrong.code, wrong.out]).toEqual([2, '']);
      expect(wrong.err).toMatch(/it takes .+\n/);
    }
  });

  it('answers with code 1 when nothing could be read', async () => {
    const missing = await run(['pages', join(folder, 'missing.log')]);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain('does not exist');
    expect((await run(['connections', '--from', join(folder, 'missing.txt')])).code).toBe(1);
  });

  it('answers with code 1 when errors are looked for in what is no error log', async () => {
    const none = await run(['errors', file('poem.txt', 'roses are red\n')]);
    expect([none.code, none.out]).toEqual([1, expect.stringContaining('is not what was expected')]);
  });

  it('says in one line that the answer could not be written, with code 74', async () => {
    const full = await runShell('"$0" "$1" sources > /dev/full');
    expect(full).toEqual({ code: 74, out: '', err: 'The answer could not be written (ENOSPC). Is the disk full?\n' });
  });

  it('takes a folder as standard input for nothing to read', async () => {
    expect(await runShell('"$0" "$1" connections --from - < /')).toMatchObject({ code: 1, err: '' });
  });

  it('survives a reader that goes away', async () => {
    const path = file('long.log', Array.from({ length: 20_000 }, (_, at) => line('00', `GET /page-${String(at)}`)).join(''));
    const child = spawn('/bin/sh', ['-c', '"$0" "$1" pages "$2" --top all | head -n 1', process.execPath, bundle, path]);
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await new Promise((done) => child.on('close', done));
    expect(err).toBe('');
  });
});

describe('pages', () => {
  it('counts, marks what stands out, and keeps what it did not understand', async () => {
    const text = [
      ...Array.from({ length: 300 }, () => line('01', 'POST /xmlrpc.php', '198.51.100.9')),
      ...Array.from({ length: 30 }, () => line('02', 'GET /about')),
      ...Array.from({ length: 400 }, () => line('03', 'GET /')),
      'rubbish \u001b[31m\n',
    ].join('');
    const path = file('shop.example.log', text);
    const report = json(await run(['pages', path, '--json']));
    expect(report).toMatchObject({
      from: '2026-11-22T06:39:01Z',
      to: '2026-11-22T06:39:03Z',
      lines: 731,
      parsed: 730,
      skipped: 1,
      pages: [
        { page: '/', requests: 400, outlier: false },
        { page: '/xmlrpc.php', requests: 300, outlier: true },
        { page: '/about', requests: 30, outlier: false },
      ],
      addresses: [
        { address: '203.0.113.7', requests: 430 },
        { address: '198.51.100.9', requests: 300 },
      ],
      sites: [{ site: 'shop.example', requests: 730 }],
      statuses: { '200': 730 },
      methods: { GET: 430, POST: 300 },
      files: [{ path, site: 'shop.example', lines: 731 }],
    });
    const shown = await run(['pages', path]);
    expect(shown.out).toContain('stands out');
    expect(shown.out).toContain('rubbish \\x1b[31m');
    expect(shown.out).not.toContain('\u001b');
  });

  it('ends the window of given files at their newest line', async () => {
    const early = line('00', 'GET /early').replace('06:39', '04:10');
    const path = file('window.log', early + line('10', 'GET /late'));
    expect(json(await run(['pages', path, '--json', '--window', '1h']))).toMatchObject({
      parsed: 1,
      outside: 1,
      pages: [{ page: '/late' }],
    });
    expect(json(await run(['pages', path, '--json']))).toMatchObject({ parsed: 2, outside: 0 });
  });

  it('cuts every list to --top and says how many there are', async () => {
    const path = file(
      'many.log',
      Array.from({ length: 50 }, (_, at) => line('00', `GET /${String(at)}`, `192.0.2.${String(at)}`)).join(''),
    );
    const report = json(await run(['pages', path, '--json', '--top', '3']));
    expect(report).toMatchObject({ distinct: { pages: 50, addresses: 50 } });
    expect(report['pages']).toHaveLength(3);
    expect(report['addresses']).toHaveLength(3);
    expect((await run(['pages', path, '--top', '3'])).out).toContain('the 3 busiest of 50');
  });
});

describe('a folder of logs', () => {
  it('is read, and what is no log in it is named', async () => {
    const root = join(folder, 'folder');
    mkdirSync(root);
    writeFileSync(join(root, 'access.log'), line('00', 'GET /'));
    writeFileSync(join(root, 'error.log'), '[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1] AH00000: text\n');
    expect(json(await run(['pages', root, '--json']))).toMatchObject({
      parsed: 1,
      leftAside: { files: 1, paths: [join(root, 'error.log')] },
    });
    expect((await run(['pages', root])).out).toContain('1 file left aside as no access log');
    expect(json(await run(['errors', root, '--json']))).toMatchObject({
      lines: 1,
      leftAside: { files: 1, paths: [join(root, 'access.log')] },
    });
  });
});

describe('connections', () => {
  const saved = [
    'Active Internet connections (servers and established)',
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State',
    'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN',
    ...Array.from(
      { length: 5 },
      (_, at) => `tcp        0      0 192.0.2.1:80           203.0.113.7:${String(4000 + at)}       ESTABLISHED`,
    ),
    'tcp        0      0 192.0.2.1:41000        198.51.100.25:25        SYN_SENT',
    '',
  ].join('\n');

  it('reads saved text from a file and from standard input', async () => {
    const expected = {
      takenAt: null,
      total: 6,
      inbound: 5,
      outbound: 1,
      listening: 1,
      byAddress: [
        { address: '203.0.113.7', connections: 5, inbound: 5, outbound: 0, states: { ESTABLISHED: 5 }, localPorts: { '80': 5 } },
        { address: '198.51.100.25', connections: 1, inbound: 0, outbound: 1, states: { SYN_SENT: 1 }, localPorts: { '41000': 1 } },
      ],
      byState: [
        { state: 'ESTABLISHED', connections: 5 },
        { state: 'SYN_SENT', connections: 1 },
      ],
    };
    expect(json(await run(['connections', '--json', '--from', file('netstat.txt', saved)]))).toMatchObject(expected);
    expect(json(await run(['connections', '--json', '--from', '-'], saved))).toMatchObject(expected);
  });

  it('reads this machine and prints only the list asked for', async () => {
    const live = await run(['connections', '--by', 'state']);
    expect(live.code).toBe(0);
    expect(live.out).toContain('from /proc/net');
    expect(live.out).not.toContain('By local port');
  });
});

describe('errors', () => {
  it('groups saved error logs', async () => {
    const error = (second: string): string =>
      `[Sun Nov 22 06:39:${second}.123456 2026] [mpm_event:error] [pid 900:tid 13999] AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting\n`;
    const report = json(await run(['errors', '--json', file('error.log', error('01') + error('09'))]));
    expect(report).toMatchObject({
      lines: 2,
      unparsed: 0,
      groups: [
        { source: 'apache', code: 'AH00484', level: 'error', count: 2, first: '2026-11-22T06:39:01Z', last: '2026-11-22T06:39:09Z' },
      ],
    });
    const [group] = report['groups'] as { meaning: string | null; advice: string | null }[];
    expect(group?.meaning).not.toBeNull();
    expect(group?.advice).not.toBeNull();
  });
});

describe('JSON', () => {
  it('obeys nobody who wrote into a log, even on a terminal', async () => {
    const path = file('odd.log', '[22-Nov-2026 06:39:45 UTC] PHP Warning:  odd \u009b31m \u202e \u007f\n');
    const out = (await run(['errors', '--json', path])).out;
    expect(out).toContain('odd \\u009b31m \\u202e \\u007f');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{C}]/u);
  });
});

describe('sources', () => {
  it('lists what was found and what not', async () => {
    const report = json(await run(['sources', '--json']));
    expect(Object.keys(report)).toEqual(expect.arrayContaining(['panel', 'sockets', 'places', 'accessLogs', 'errorLogs']));
    expect((await run(['sources'])).code).toBe(0);
  });
});
