import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { VerdictReport } from '../../src/model/verdict-report.ts';
import { fileTree } from '../file-tree.ts';
import { logOf, reader } from '../golden/review/log-lines.ts';

const bundle = 'build/out/active-connections.cjs';
const run = (...words: string[]) => spawnSync(process.execPath, [bundle, ...words], { encoding: 'utf8' });
const foes = Array.from({ length: 30 }, (_, at) => `203.0.113.${String(at + 1)}`);

/** Thirty password guessers, a reader, and what Apache's error log says. */
function given(): string {
  const guesses = foes.map((address, at) => ({ address, method: 'POST', target: '/wp-login.php', times: 15, every: 4, from: at }));
  return fileTree({
    'alice.example': logOf([...guesses, ...reader('198.51.100.10')]),
    'alice.example.1.gz': gzipSync(logOf(reader('198.51.100.11'))),
    error_log: '[Sun Nov 22 12:00:01.123456 2026] [core:error] [pid 7:tid 7] [client 203.0.113.1:5] AH00135: Invalid method in request\n',
  });
}

describe('review', () => {
  it('judges a folder of logs in any mix, and tells a program of everybody', () => {
    const { stdout, status } = run('review', given(), '--json');
    const report = JSON.parse(stdout) as VerdictReport;
    expect(status).toBe(0);
    expect(Object.keys(report)).toEqual(expect.arrayContaining(['takenAt', 'cause', 'findings', 'addresses']));
    const malicious = report.addresses.filter(({ verdict }) => verdict === 'malicious').map(({ address }) => address);
    expect(malicious.sort()).toEqual([...foes].sort());
    expect(report.addresses.find(({ address }) => address === '198.51.100.11')).toMatchObject({ requests: 18 });
    for (const { evidence, identity } of report.addresses) {
      expect(identity).toMatchObject({ claim: null, status: 'none', kind: null });
      for (const { rule, confidence, text } of evidence)
        expect([typeof rule, typeof confidence, text.length > 0]).toEqual(['string', 'string', true]);
    }
    expect((JSON.parse(run('review', given(), '--json', '--top', '3').stdout) as VerdictReport).addresses).toHaveLength(3);
  });

  it('shows a person the cause first, and one address whole', () => {
    const folder = given();
    expect(run('review', folder).stdout.split('\n')[0]).toMatch(/30 addresses|login|password/i);
    const { stdout, status } = run('address', '203.0.113.1', folder);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^203\.0\.113\.1 {2}Malicious[^]*POST \/wp-login\.php/)]);
  });

  it('begins a report with what it is about, for whoever was not there', () => {
    const folder = given();
    const { stdout } = run('report', folder);
    expect(stdout).toMatch(/^Active Connections \d+\.\d+\.\d+, report of \d+ \w+ \d{4}, \d\d:\d\d:\d\d .+\nOf files: /);
    expect(stdout.split('\n')[1]).toContain(folder);
    // A ticket takes no colours.
    expect(stdout).not.toContain('\u001b');
  });

  it.each([
    [['address', 'not-an-address'], 2],
    [['review', '/nowhere/at/all'], 1],
    [['review', '--window', '2h'], 2],
  ] as const)('%j ends with exit code %i', (words, code) => {
    expect(run(...words).status).toBe(code);
  });
});
