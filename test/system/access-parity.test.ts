/**
 * The article's pipeline over access logs, run for real, against our counts:
 *
 *     cat /usr/local/apache/domlogs/* | awk '{print $7}' | sort | uniq -c | sort -n
 *
 * For lines as they should be the two are the same. Where lines are not, the tests say what the pipeline makes of them
 * and what is right.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAccessLogs } from '../../src/sources/access-logs/read-access-logs.ts';
import { givenReading } from '../access-readings.ts';
import { fileTree } from '../file-tree.ts';
import { because, needs } from '../needs.ts';
import { busyLog } from '../reference/busy-log.ts';

type PageCounts = ReadonlyMap<string, number>;

/** Runs the pipeline in bash over every file of a folder; counts by page, pages as latin1. */
function pipeline(awk: string, folder: string): PageCounts {
  const script = `cat ${folder}/* | ${awk} '{print $7}' | sort | uniq -c | sort -n`;
  const output = execFileSync('/bin/bash', ['--norc', '-c', script], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  const rows = output.toString('latin1').split('\n').slice(0, -1);
  return new Map(
    rows.map((row) => {
      const [, count, page] = /^ *(\d+) (.*)$/s.exec(row) ?? expect.fail(row);
      return [page ?? '', Number(count)];
    }),
  );
}

async function ours(
  folder: string,
  names: readonly string[],
): Promise<{ readonly pages: PageCounts; readonly parsed: number; readonly withoutPage: number }> {
  const { tally } = await readAccessLogs(
    names.map((name) => ({ path: join(folder, name), kind: 'access', site: null, trust: { in: 'system' } })),
    givenReading,
  );
  const pages = new Map(tally.pages.top.map(({ key, requests }) => [Buffer.from(key).toString('latin1'), requests]));
  return { pages, parsed: tally.parsed, withoutPage: tally.withoutPage };
}

const stamp = '[22/Nov/2026:06:39:45 +0000]';

for (const awk of ['mawk', 'gawk']) {
  describe.skipIf(!needs.program(awk))(
    `the article's pipeline with ${awk}${because(needs.program(awk), `${awk} is not installed`)}`,
    () => {
      let logs: Record<string, string>;
      beforeAll(() => {
        logs = {
          'alice.example': busyLog(30_000, 1),
          'alice.example-ssl_log': busyLog(15_000, 2),
          'bob.example': busyLog(4_999, 3),
          'carol.example': busyLog(1, 4),
        };
      });

      it('counts every page as we do, over 50,000 well-formed lines in four files', async () => {
        const folder = fileTree(logs);
        const theirs = pipeline(awk, folder);
        const { pages, parsed, withoutPage } = await ours(folder, Object.keys(logs));
        expect(parsed).toBe(50_000);
        expect(withoutPage).toBe(0);
        expect(pages.size).toBeGreaterThan(10_000);
        expect(pages).toEqual(theirs);
      });

      const wrong: readonly { readonly what: string; readonly line: string; readonly theirs: string; readonly right: string | null }[] = [
        {
          what: 'takes the status of a connection that sent nothing for a page',
          line: `203.0.113.9 - - ${stamp} "-" 408 - "-" "-"`,
          theirs: '408',
          right: null,
        },
        {
          what: 'takes the status of an empty request for a page',
          line: `203.0.113.9 - - ${stamp} "" 400 0 "-" "-"`,
          theirs: '400',
          right: null,
        },
        {
          what: 'takes the status after TLS on a plain port for a page',
          line: `203.0.113.9 - - ${stamp} "\\x16\\x03\\x01" 400 226 "-" "-"`,
          theirs: '400',
          right: null,
        },
        {
          what: 'takes the method for a page when the user has a blank',
          line: `203.0.113.9 - bob smith ${stamp} "GET /a HTTP/1.1" 200 5`,
          theirs: '"GET',
          right: '/a',
        },
        {
          what: 'takes the method for a page when lines begin with their host',
          line: `alice.example:443 203.0.113.9 - - ${stamp} "GET /a HTTP/1.1" 200 5`,
          theirs: '"GET',
          right: '/a',
        },
        {
          what: 'keeps the quote of a request without protocol',
          line: `203.0.113.9 - - ${stamp} "GET /a" 200 5`,
          theirs: '/a"',
          right: '/a',
        },
        { what: 'counts blank lines as a page without a name', line: '', theirs: '', right: null },
        { what: 'counts counters of cPanel’s -bytes_log as a page without a name', line: '1795329585 512 .', theirs: '', right: null },
      ];
      for (const { what, line, theirs, right } of wrong) {
        it(`${what}; right is ${right ?? 'no page'}`, async () => {
          const folder = fileTree({ log: `${line}\n` });
          expect(pipeline(awk, folder)).toEqual(new Map([[theirs, 1]]));
          expect((await ours(folder, ['log'])).pages).toEqual(new Map(right === null ? [] : [[right, 1]]));
        });
      }

      it('counts a file again for each of its names; right is once', async () => {
        const folder = fileTree({
          'alice.example': `203.0.113.9 - - ${stamp} "GET /a HTTP/1.1" 200 5\n`,
          again: { hardLink: 'alice.example' },
        });
        expect(pipeline(awk, folder)).toEqual(new Map([['/a', 2]]));
        expect((await ours(folder, ['alice.example', 'again'])).pages).toEqual(new Map([['/a', 1]]));
      });
    },
  );
}
