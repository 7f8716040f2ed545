import { describe, expect, it } from 'vitest';
import { counted, duration, listed, onSites, percentOf, within } from '../../../src/classify/words.ts';

describe('words of rules', () => {
  it('count in singular and plural, with groups of three', () => {
    expect([counted(1, 'try', 'tries'), counted(0, 'try', 'tries'), counted(1_234_567, 'hit')]).toEqual([
      '1 try',
      '0 tries',
      '1,234,567 hits',
    ]);
  });

  it('say a length of time as a person would', () => {
    expect([1, 59, 60, 600, 3600, 7200, 86_400, 259_200].map(duration)).toEqual([
      '1 second',
      '59 seconds',
      '1 minute',
      '10 minutes',
      '60 minutes',
      '2 hours',
      '24 hours',
      '3 days',
    ]);
    expect([within(600), within(null)]).toEqual([' within 10 minutes', '']);
  });

  it('list a few names and count the rest', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
      'a, b and 2 more',
    ]);
    expect([onSites([]), onSites(['a.example'])]).toEqual(['', ' on a.example']);
  });

  it('give no per cent of nothing', () => {
    expect([percentOf(1, 0), percentOf(1, 3), percentOf(5, 4)]).toEqual([0, 33, 100]);
  });
});
