import { describe, expect, it } from 'vitest';
import { sitesByPool } from '../../../../src/sources/error-logs/pool-sites.ts';

describe('sites by their PHP-FPM pools', () => {
  it('are the known domains with underscores', () => {
    expect([...sitesByPool(['alice.example', 'shop.alice.example', 'alice.example'])]).toEqual([
      ['alice_example', 'alice.example'],
      ['shop_alice_example', 'shop.alice.example'],
    ]);
  });

  it('are unknown where two domains share a pool’s name', () => {
    expect(sitesByPool(['a.b_c.example', 'a_b.c.example']).size).toBe(0);
  });
});
