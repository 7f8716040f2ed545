import { describe, expect, it } from 'vitest';
import { readAddress, readChoice, readOptions, readSite, readTop, readWindow } from '../../../../src/hosts/cli/options.ts';

const shapes = {
  window: { type: 'string' },
  site: { type: 'string' },
  address: { type: 'string' },
  key: { type: 'string' },
  from: { type: 'string', multiple: true },
} as const;

function options(...words: string[]) {
  const read = readOptions(words, shapes);
  if (!read.ok) throw new Error(read.problem.got);
  return read.value;
}

describe('readOptions', () => {
  it('keeps words and options apart', () => {
    const read = options('a.log', '--json', 'b.log', '--from', 'x', '--from=y');
    expect(read.words).toEqual(['a.log', 'b.log']);
    expect(read.flag('json')).toBe(true);
    expect(read.texts('from')).toEqual(['x', 'y']);
  });

  it('names the known options when one is unknown', () => {
    const read = readOptions(['--widow', '1h'], shapes);
    expect(read).toMatchObject({ ok: false, problem: { kind: 'bad-input', got: '--widow' } });
    expect(read.ok ? '' : read.problem.expected).toContain('--window');
  });

  it('says that a value is missing', () => {
    expect(readOptions(['--window'], shapes)).toMatchObject({ ok: false, problem: { kind: 'bad-input' } });
  });

  it('says that an option takes no value', () => {
    expect(readOptions(['--json=1'], shapes)).toMatchObject({ ok: false, problem: { got: '--json', expected: 'no value' } });
  });

  it('takes words after -- as they are', () => {
    expect(options('--', '--odd-name.log').words).toEqual(['--odd-name.log']);
  });
});

describe('readTop', () => {
  it('is 20 unless given, null for all', () => {
    expect(readTop(options())).toEqual({ ok: true, value: 20 });
    expect(readTop(options('--top', '5'))).toEqual({ ok: true, value: 5 });
    expect(readTop(options('--top=all'))).toEqual({ ok: true, value: null });
  });

  it.each(['0', '-1', '1.5', '1e3', '', 'ten', '1000001', '0x10'])('refuses %j', (text) => {
    expect(readTop(options(`--top=${text}`)).ok).toBe(false);
  });
});

describe('readWindow, readChoice', () => {
  it('takes the known words only', () => {
    expect(readWindow(options('--window', '15m'), '1h')).toEqual({ ok: true, value: '15m' });
    expect(readWindow(options(), '24h')).toEqual({ ok: true, value: '24h' });
    expect(readWindow(options('--window', '2h'), '1h').ok).toBe(false);
    expect(readChoice(options('--key', 'path'), 'key', ['target', 'path'])).toEqual({ ok: true, value: 'path' });
    expect(readChoice(options(), 'key', ['target', 'path'])).toEqual({ ok: true, value: 'target' });
    expect(readChoice(options('--key', 'Path'), 'key', ['target', 'path']).ok).toBe(false);
  });
});

describe('readSite, readAddress', () => {
  it('takes canonical forms', () => {
    expect(readSite(options('--site', 'Shop.Example.'))).toEqual({ ok: true, value: 'shop.example' });
    expect(readAddress(options('--address', '::FFFF:192.0.2.1'))).toEqual({ ok: true, value: '192.0.2.1' });
    expect(readSite(options())).toEqual({ ok: true, value: null });
  });

  it.each(['../etc', 'localhost', 'a b.example', '192.0.2.1'])('refuses the site %j', (text) => {
    expect(readSite(options('--site', text)).ok).toBe(false);
  });

  it.each(['1', '192.0.2.1/24', 'host.example', '01.2.3.4'])('refuses the address %j', (text) => {
    expect(readAddress(options('--address', text)).ok).toBe(false);
  });
});
