import { describe, expect, it } from 'vitest';
import { parseDomainName } from '../../../src/model/domain-name.ts';

describe('a domain', () => {
  it('is lower case, without a dot at its end', () => {
    expect(parseDomainName('Alice.Example')).toBe('alice.example');
    expect(parseDomainName('alice.example.')).toBe('alice.example');
    expect(parseDomainName('*.alice.example')).toBe('*.alice.example');
    expect(parseDomainName('xn--bcher-kva.xn--vermgensberatung-pwb')).toBe('xn--bcher-kva.xn--vermgensberatung-pwb');
    expect(parseDomainName('a_b.alice.example')).toBe('a_b.alice.example');
    expect(parseDomainName(`${'a'.repeat(63)}.example`)).toBeDefined();
  });

  it('has two labels at least, none empty or too long', () => {
    for (const text of [
      '',
      '.',
      'alice',
      'alice.',
      '.example',
      'a..example',
      '*.example',
      '*',
      'a.*.example',
      `${'a'.repeat(64)}.example`,
      `${'a.'.repeat(127)}example`,
    ]) {
      expect(parseDomainName(text), text).toBeUndefined();
    }
  });

  it('has nothing but letters, digits and hyphens inside', () => {
    for (const text of [
      'a b.example',
      'a/b.example',
      '../x.example',
      '-a.example',
      'a-.example',
      'alice.example\n',
      'alice.example\0',
      'bücher.example',
      '<a>.example',
    ]) {
      expect(parseDomainName(text), text).toBeUndefined();
    }
  });

  it('is no address and no name that ends in a date or a number', () => {
    for (const text of ['203.0.113.7', 'access.2026-11-22', 'access.log.1', 'alice.example-bytes', 'alice.example_log', 'a.3com']) {
      expect(parseDomainName(text), text).toBeUndefined();
    }
  });

  it('is not made of look-alikes that lose their strangeness in lower case', () => {
    expect(parseDomainName('\u212aelvin.example')).toBeUndefined();
  });
});
