import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseDomainName } from '../../../../src/model/domain-name.ts';
import type { IpAddress } from '../../../../src/model/ip-address.ts';
import type { ReverseAnswer } from '../../../../src/model/reverse-names.ts';
import { mostWaiting, openReverseNames } from '../../../../src/sources/reverse-names/reverse-names.ts';
import { fileTree } from '../../../file-tree.ts';
import { given } from '../../../given-address.ts';

const crawler = given('203.0.113.7');
const name = parseDomainName('crawl-7.bot.example') ?? expect.fail();
const confirmed: ReverseAnswer = { state: 'named', names: [{ name, forward: 'confirmed' }] };

/** Names kept at `path`, with a clock and answers of the test's own. */
function rig(path: string | null, answer: ReverseAnswer = confirmed) {
  const clock = { epoch: 1_795_000_000 };
  const asked: IpAddress[] = [];
  const ask = (address: IpAddress): Promise<ReverseAnswer> => {
    asked.push(address);
    return Promise.resolve(answer);
  };
  return { clock, asked, names: openReverseNames({ path, nowEpoch: () => clock.epoch, ask }) };
}

it('knows nothing before it was asked for, and asks nobody then', () => {
  const { names, asked } = rig(null);
  expect(names.known(crawler)).toEqual({ state: 'unknown' });
  expect(asked).toEqual([]);
});

it.each([
  ['a confirmed name a day', confirmed, 86_400],
  ['names that lead elsewhere an hour', { state: 'named', names: [{ name, forward: 'denied' }] }, 3600],
  ['no name an hour', { state: 'named', names: [] }, 3600],
  ['silence ten minutes', { state: 'silent' }, 600],
] satisfies [string, ReverseAnswer, number][])('keeps %s', async (_, answer, seconds) => {
  const { names, clock } = rig(null, answer);
  await names.lookUpAfterwards([crawler]);
  clock.epoch += seconds - 1;
  expect(names.known(crawler)).toEqual(answer);
  clock.epoch += 1;
  expect(names.known(crawler)).toEqual({ state: 'unknown' });
});

it('asks for each address once, and not for one that is known', async () => {
  const { names, asked } = rig(null);
  await names.lookUpAfterwards([crawler, crawler]);
  await names.lookUpAfterwards([crawler]);
  expect(asked).toEqual([crawler]);
});

it('asks once for an address that several pages want at the same time', async () => {
  const asked: IpAddress[] = [];
  const answers: (() => void)[] = [];
  const ask = (address: IpAddress) =>
    new Promise<ReverseAnswer>((answer) => {
      asked.push(address);
      answers.push(() => {
        answer(confirmed);
      });
    });
  const names = openReverseNames({ path: null, nowEpoch: () => 1_795_000_000, ask });
  const first = names.lookUpAfterwards([crawler, given('203.0.113.8')]);
  const second = names.lookUpAfterwards([crawler]);
  expect(asked).toEqual([crawler, given('203.0.113.8')]);
  for (const answer of answers) answer();
  await Promise.all([first, second]);
  await names.lookUpAfterwards([crawler]);
  expect(asked.length).toBe(2);
});

it('never asks for addresses of networks inside', async () => {
  const { names, asked } = rig(null);
  await names.lookUpAfterwards(['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1', 'fe80::1', 'fe80::1%eth0', 'fd00::1'].map(given));
  expect(asked).toEqual([]);
});

it('asks for so many at a time, and says when some were left', async () => {
  const { names, asked } = rig(null);
  const many = Array.from({ length: mostWaiting + 10 }, (_, at) => given(`203.0.113.${at}`));
  expect(await names.lookUpAfterwards(many)).toBe(false);
  expect(asked.length).toBe(mostWaiting);
  expect(await names.lookUpAfterwards(many)).toBe(true);
  expect(asked.length).toBe(mostWaiting + 10);
});

it('has at most eight questions under way', async () => {
  let open = 0;
  let most = 0;
  const names = openReverseNames({
    path: null,
    nowEpoch: () => 1_795_000_000,
    ask: async () => {
      most = Math.max(most, ++open);
      await new Promise((done) => setImmediate(done));
      open--;
      return { state: 'silent' };
    },
  });
  await names.lookUpAfterwards(Array.from({ length: 40 }, (_, at) => given(`203.0.113.${at}`)));
  expect(most).toBe(8);
});

it('remembers between processes, in a file for its owner alone', async () => {
  const path = join(fileTree({}), 'reverse-names.txt');
  const answer: ReverseAnswer = {
    state: 'named',
    names: [
      { name, forward: 'confirmed' },
      { name: parseDomainName('b.example') ?? expect.fail(), forward: 'missing' },
    ],
  };
  await rig(path, answer).names.lookUpAfterwards([crawler, given('2001:db8::7')]);
  await rig(path, { state: 'silent' }).names.lookUpAfterwards([given('198.51.100.1')]);
  const { names, asked } = rig(path);
  expect(names.known(crawler)).toEqual(answer);
  expect(names.known(given('2001:db8::7'))).toEqual(answer);
  expect(names.known(given('198.51.100.1'))).toEqual({ state: 'silent' });
  expect(asked).toEqual([]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

const end = 1_795_000_100;

it.each([
  ['an empty file', ''],
  ['another version', `reverse names 2\n203.0.113.7 ${end} named crawl-7.bot.example=confirmed\n`],
  ['bytes', '\u0000\u00ff\u0001'],
  ['an end years ahead', 'reverse names 1\n203.0.113.7 99999999999 named crawl-7.bot.example=confirmed\n'],
  ['an end behind', 'reverse names 1\n203.0.113.7 1700000000 named crawl-7.bot.example=confirmed\n'],
  ['a name that is none', `reverse names 1\n203.0.113.7 ${end} named <b>=confirmed\n`],
  ['a word that is none', `reverse names 1\n203.0.113.7 ${end} named crawl-7.bot.example=trusted\n`],
  ['a line cut off', `reverse names 1\n203.0.113.7 ${end}`],
])('takes nothing from %s, and makes the file anew', async (_, text) => {
  const path = join(fileTree({ 'reverse-names.txt': text }), 'reverse-names.txt');
  const { names } = rig(path);
  expect(names.known(crawler)).toEqual({ state: 'unknown' });
  await names.lookUpAfterwards([crawler]);
  expect(readFileSync(path, 'utf8')).toMatch(/^reverse names 1\n203\.0\.113\.7 \d+ named crawl-7\.bot\.example=confirmed\n$/);
});

it('keeps the lines of a damaged file that are whole', () => {
  const text = `reverse names 1\nrubbish\n203.0.113.7 ${end} named crawl-7.bot.example=confirmed\n203.0.113.8 ${end} na`;
  const { names } = rig(join(fileTree({ 'names.txt': text }), 'names.txt'));
  expect(names.known(crawler)).toEqual(confirmed);
  expect(names.known(given('203.0.113.8'))).toEqual({ state: 'unknown' });
});

it('goes on in memory where the file cannot be written', async () => {
  const { names } = rig('/proc/nowhere/names.txt');
  await names.lookUpAfterwards([crawler]);
  await names.lookUpAfterwards([given('203.0.113.8')]);
  expect(names.known(crawler)).toEqual(confirmed);
});

it('follows no link to the file', () => {
  const root = fileTree({ 'real.txt': '', 'names.txt': { link: 'real.txt' } });
  writeFileSync(join(root, 'real.txt'), `reverse names 1\n203.0.113.7 ${end} named crawl-7.bot.example=confirmed\n`);
  expect(rig(join(root, 'names.txt')).names.known(crawler)).toEqual({ state: 'unknown' });
});

it('keeps the latest of very many', async () => {
  const lines = Array.from({ length: 6000 }, (_, at) => `2001:db8::${at.toString(16)} ${end + (at % 100)} silent`);
  const path = join(fileTree({ 'names.txt': ['reverse names 1', ...lines, ''].join('\n') }), 'names.txt');
  await rig(path).names.lookUpAfterwards([crawler]);
  const kept = readFileSync(path, 'utf8').split('\n');
  expect(kept.length).toBe(5002);
  expect(kept[1]).toContain('203.0.113.7');
});
