import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFile } from '../../../../../src/model/log-catalog.ts';
import type { AccessTally } from '../../../../../src/sources/access-logs/access-tally.ts';
import { type AccessReading, readAccessLogs } from '../../../../../src/sources/access-logs/read-access-logs.ts';
import { liveReading } from '../../../../access-readings.ts';
import { fileTree } from '../../../../file-tree.ts';
import { logLine } from '../log-lines.ts';

const log = (path: string): LogFile<'access'> => ({ path, kind: 'access', site: null, trust: { in: 'system' } });

/** A folder of logs that is read with a memory, again and again. */
function server(files: Readonly<Record<string, string | Buffer>>) {
  const root = fileTree({ ...files, 'state/keep': '' });
  const memoryPath = join(root, 'state/memory');
  let names = Object.keys(files);
  const read = async (more: Partial<AccessReading> = {}): Promise<AccessTally> => {
    const logs = names.map((name) => log(join(root, name)));
    const { tally, remember } = await readAccessLogs(logs, { ...liveReading, memoryPath, ...more });
    expect(remember?.() ?? { ok: true }).toMatchObject({ ok: true });
    return tally;
  };
  /** The answer that reading everything anew gives. */
  const readAnew = async (): Promise<AccessTally> =>
    (
      await readAccessLogs(
        names.map((name) => log(join(root, name))),
        liveReading,
      )
    ).tally;
  return {
    memoryPath,
    at: (name: string) => join(root, name),
    now: (...list: string[]) => {
      names = list;
    },
    read,
    readAnew,
  };
}

/** What must be equal, however it was found; which of the lines that are none were seen first depends on the order of reading. */
const answer = (tally: AccessTally) => ({ ...tally, memory: null, bytesRemembered: null, skippedSamples: tally.skippedSamples.length });

async function expectSame(one: ReturnType<typeof server>, memory: AccessTally['memory']): Promise<AccessTally> {
  const tally = await one.read();
  expect(tally.memory).toBe(memory);
  expect(answer(tally)).toEqual(answer(await one.readAnew()));
  return tally;
}

describe('what is remembered of access logs', () => {
  it('saves reading what was read before', async () => {
    const one = server({ a: logLine('/1') + logLine('/2'), b: logLine('/3'), 'c.gz': gzipSync(logLine('/4')) });
    await expectSame(one, 'none');
    expect((await expectSame(one, 'used')).bytesRemembered).toBe(4 * logLine('/1').length);
    appendFileSync(one.at('a'), logLine('/5'));
    const tally = await expectSame(one, 'used');
    expect(tally.bytes - tally.bytesRemembered).toBe(logLine('/5').length);
  });

  it('waits for the rest of a line that is half written', async () => {
    const whole = logLine('/half');
    const one = server({ a: logLine('/1') + whole.slice(0, 60) });
    expect((await expectSame(one, 'none')).lines).toBe(1);
    appendFileSync(one.at('a'), whole.slice(60));
    expect(await expectSame(one, 'used')).toMatchObject({ lines: 2, parsed: 2, skipped: 0 });
  });

  it('follows a log through a change of its name, and takes in the new one', async () => {
    const one = server({ a: logLine('/old') });
    await one.read();
    renameSync(one.at('a'), one.at('a.1'));
    appendFileSync(one.at('a.1'), logLine('/late'));
    writeFileSync(one.at('a'), logLine('/new'));
    one.now('a', 'a.1');
    expect(await expectSame(one, 'used')).toMatchObject({ parsed: 3 });
  });

  it('counts anew when a log was deleted, emptied, emptied and grown again, copied over, or changed in place', async () => {
    const long = logLine('/1').repeat(40);
    const changes: Readonly<Record<string, readonly [AccessTally['memory'], (one: ReturnType<typeof server>) => void]>> = {
      deleted: [
        'log-gone',
        (one) => {
          rmSync(one.at('b'));
          one.now('a');
        },
      ],
      emptied: [
        'log-changed',
        (one) => {
          truncateSync(one.at('a'));
        },
      ],
      'emptied and grown again': [
        'log-changed',
        (one) => {
          truncateSync(one.at('a'));
          appendFileSync(one.at('a'), logLine('/2').repeat(50));
        },
      ],
      'copied over': [
        'log-changed',
        (one) => {
          writeFileSync(one.at('new'), logLine('/3').repeat(45));
          copyFileSync(one.at('new'), one.at('a'));
        },
      ],
      'changed in place': [
        'log-changed',
        (one) => {
          writeFileSync(one.at('a'), long.replaceAll('/1', '/9'));
        },
      ],
    };
    for (const [name, [memory, change]] of Object.entries(changes)) {
      const one = server({ a: long, b: logLine('/b') });
      await one.read();
      change(one);
      expect([name, answer(await expectSame(one, memory)).lines > 0]).toEqual([name, true]);
      await expectSame(one, 'used');
    }
  });

  it('is not believed when it is damaged, cut off, foreign, or of another question, and is then made anew', async () => {
    const one = server({ a: logLine('/1').repeat(500) });
    await one.read();
    const good = readFileSync(one.memoryPath);
    for (let at = 0; at < good.length; at += 7) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0x55;
      writeFileSync(one.memoryPath, bad);
      expect((await one.read()).memory).toBe('damaged');
    }
    for (const bad of [good.subarray(0, good.length - 9), Buffer.alloc(0), Buffer.from('rubbish'), Buffer.concat([good, good])]) {
      writeFileSync(one.memoryPath, bad);
      await expectSame(one, 'damaged');
      await expectSame(one, 'used');
    }
    expect((await one.read({ pageKey: 'path' })).memory).toBe('other-question');
    expect((await one.read({ pageKey: 'path' })).memory).toBe('used');
  });

  it('is neither asked nor written for a filtered reading or for given files', async () => {
    const one = server({ a: logLine('/1') });
    for (const more of [{ page: '/1' }, { site: 'alice.example' }, { areLive: false }]) {
      expect((await one.read(more)).memory).toBe('not-asked');
    }
    expect((await one.read()).memory).toBe('none');
  });

  it('is not written when a log was not read to its end', async () => {
    const one = server({ a: logLine('/1'), b: logLine('/2') });
    let asked = 0;
    await one.read({ shouldStop: () => ++asked > 2 });
    await expectSame(one, 'none');
  });

  it('gives the answer of a full reading whatever happens to the logs', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('append' as const),
        log: fc.nat(2),
        text: fc.constantFrom(logLine('/x'), logLine('/y?1'), 'rubbish\n', '\n', logLine('/cut').slice(0, 40)),
      }),
      fc.record({
        kind: fc.constantFrom('rotate' as const, 'empty' as const, 'copy-truncate' as const),
        log: fc.nat(2),
        text: fc.constant(''),
      }),
    );
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (story) => {
        const one = server({ '0': logLine('/0'), '1': logLine('/1'), '2': logLine('/2') });
        const names = new Set(['0', '1', '2']);
        await one.read();
        for (const { kind, log: number, text } of story) {
          const name = String(number);
          const rotated = `${name}.${String(names.size)}`;
          if (kind === 'append') appendFileSync(one.at(name), text);
          if (kind === 'empty') truncateSync(one.at(name));
          if (kind === 'rotate') renameSync(one.at(name), one.at(rotated));
          if (kind === 'rotate') writeFileSync(one.at(name), '');
          if (kind === 'copy-truncate') copyFileSync(one.at(name), one.at(rotated));
          if (kind === 'copy-truncate') truncateSync(one.at(name));
          if (kind === 'rotate' || kind === 'copy-truncate') names.add(rotated);
          one.now(...names);
          expect(answer(await one.read())).toEqual(answer(await one.readAnew()));
          steps++;
        }
      }),
      { numRuns: 40 },
    );
    console.log(`memory of access logs: ${String(steps)} changes, each answered as a full reading does`);
  });
});
