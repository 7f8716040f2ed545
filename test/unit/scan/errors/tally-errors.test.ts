import { describe, expect, it } from 'vitest';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import type { ErrorRecord } from '../../../../src/scan/errors/error-record.ts';
import { createErrorTally, type TalliedErrors, type TallyOptions } from '../../../../src/scan/errors/tally-errors.ts';
import { epochOf } from './records.ts';

const at = epochOf('2026-11-22T06:00:00Z');

const record = (parts: Partial<ErrorRecord>): ErrorRecord => ({
  source: 'php-fpm',
  epochSeconds: at,
  level: 'warning',
  code: null,
  message: 'it broke',
  client: null,
  site: null,
  pool: null,
  accountHint: null,
  sameWhen: 'same-text',
  ...parts,
});

const anyTime: TallyOptions = { span: { fromEpoch: -Infinity, toEpoch: Infinity }, site: null, address: null, siteOfPool: new Map() };

function tallied(records: readonly ErrorRecord[], options: Partial<TallyOptions> = {}, fileSite: string | null = null): TalliedErrors {
  const tally = createErrorTally({ ...anyTime, ...options });
  const sink = tally.fileSink(fileSite);
  for (const each of records) sink.record(each, `line: ${each.message}`, 2);
  return tally.result();
}

const address = (text: string): ErrorRecord['client'] => parseIpAddress(text) ?? null;

describe('tally of errors', () => {
  it('counts kinds, with first and last time, sites and clients, most first', () => {
    const { groups, firstEpoch, lastEpoch, lines, continued } = tallied([
      record({ client: address('192.0.2.1'), epochSeconds: at + 5 }),
      record({ client: address('192.0.2.2'), site: 'a.example' }),
      record({ client: address('192.0.2.2'), epochSeconds: at + 9 }),
      record({ message: 'once' }),
    ]);
    expect(groups.map(({ message, count }) => [message, count])).toEqual([
      ['it broke', 3],
      ['once', 1],
    ]);
    expect(groups[0]).toMatchObject({
      firstEpoch: at,
      lastEpoch: at + 9,
      clients: ['192.0.2.2', '192.0.2.1'],
      distinctClients: 2,
      sites: ['a.example'],
      sample: 'line: it broke',
      approximate: false,
    });
    expect({ firstEpoch, lastEpoch, lines, continued }).toEqual({ firstEpoch: at, lastEpoch: at + 9, lines: 8, continued: 4 });
  });

  it('tells levels, codes and sources apart', () => {
    expect(tallied([record({}), record({ level: 'error' }), record({ code: 'AH00001' }), record({ source: 'php' })]).groups).toHaveLength(
      4,
    );
  });

  it('leaves out what is outside the window, with the lines that carried it on', () => {
    const records = [record({ epochSeconds: at - 1 }), record({}), record({ epochSeconds: at + 61 })];
    expect(tallied(records, { span: { fromEpoch: at, toEpoch: at + 60 } })).toMatchObject({
      lines: 6,
      outside: 4,
      continued: 1,
      groups: [{ count: 1 }],
    });
  });

  it('puts a record without a stamp at the time of the one above it', () => {
    const span = { fromEpoch: at, toEpoch: at + 60 };
    const unstamped = record({ epochSeconds: null, message: 'unstamped' });
    expect(tallied([unstamped], { span }).groups).toEqual([]);
    expect(tallied([record({}), unstamped], { span }).groups).toHaveLength(2);
    expect(tallied([unstamped]).groups).toMatchObject([{ firstEpoch: null, lastEpoch: null }]);
  });

  it('takes the site of the file, of the line, of the pool, and else the pool', () => {
    const siteOfPool = new Map([['a_example', 'a.example']]);
    const siteIn = (parts: Partial<ErrorRecord>, file: string | null = null): readonly string[] | undefined =>
      tallied([record(parts)], { siteOfPool }, file).groups[0]?.sites;
    expect(siteIn({ site: 'b.example', pool: 'a_example' }, 'file.example')).toEqual(['file.example']);
    expect(siteIn({ site: 'b.example', pool: 'a_example' })).toEqual(['b.example']);
    expect(siteIn({ pool: 'a_example' })).toEqual(['a.example']);
    expect(siteIn({ pool: 'www' })).toEqual(['www']);
    expect(siteIn({})).toEqual([]);
  });

  it('counts only a site, only a client, when asked', () => {
    const records = [
      record({ site: 'a.example', client: address('192.0.2.1') }),
      record({ site: 'b.example', client: address('192.0.2.1') }),
    ];
    expect(tallied(records, { site: 'a.example' })).toMatchObject({ outside: 2, groups: [{ count: 1 }] });
    expect(tallied(records, { address: address('192.0.2.1') })).toMatchObject({ outside: 0, groups: [{ count: 2 }] });
    expect(tallied(records, { address: address('192.0.2.2') })).toMatchObject({ outside: 4, groups: [] });
  });

  it('counts further kinds together when there are too many', () => {
    const { groups, lines } = tallied(Array.from({ length: 6_000 }, (_, number) => record({ message: `kind ${String(number)}` })));
    expect(groups).toHaveLength(5_001);
    expect(groups[0]).toMatchObject({ count: 1_000, level: null, code: null });
    expect(groups[0]?.message).toContain('other messages');
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(lines / 2);
  });

  it('says when it could not keep all clients apart', () => {
    const records = Array.from({ length: 2_100 }, (_, number) =>
      record({ client: address(`10.0.${String(number >> 8)}.${String(number & 255)}`) }),
    );
    expect(tallied(records).groups[0]).toMatchObject({ count: 2_100, distinctClients: 2_000, approximate: true });
  });

  it('keeps the first few lines it did not understand, cut to 500 bytes without a broken character', () => {
    const tally = createErrorTally(anyTime);
    const sink = tally.fileSink(null);
    for (let number = 0; number < 7; number++) sink.unknown(`${String(number)}${'ä'.repeat(600)}`);
    sink.carriedOn();
    const { unparsed, unparsedSamples, lines, continued } = tally.result();
    expect([unparsed, lines, continued, unparsedSamples.length]).toEqual([7, 8, 1, 5]);
    expect(unparsedSamples[0]).toBe(`0${'ä'.repeat(249)}`);
  });
});
