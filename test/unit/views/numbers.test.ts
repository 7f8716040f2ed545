import { describe, expect, it } from 'vitest';
import { barPercent, bytesText, count, counted, shareText } from '../../../src/views/numbers.ts';

describe('numbers', () => {
  it('groups digits', () => {
    expect([0, 999, 12345, 1234567].map(count)).toEqual(['0', '999', '12,345', '1,234,567']);
  });

  it('puts the noun into its form', () => {
    expect([counted(1, 'file'), counted(0, 'file'), counted(1204, 'address', 'addresses')]).toEqual([
      '1 file',
      '0 files',
      '1,204 addresses',
    ]);
  });

  it('chooses the unit of bytes', () => {
    expect([0, 1023, 1024, 1_482_330, 2 ** 40, 2 ** 52].map(bytesText)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KiB',
      '1.4 MiB',
      '1.0 TiB',
      '4096 TiB',
    ]);
  });

  it('says shares so that something is never nothing', () => {
    expect([shareText(1, 10_000), shareText(0, 10), shareText(1, 3), shareText(5, 100), shareText(2, 3), shareText(1, 0)]).toEqual([
      '<0.1%',
      '0%',
      '33%',
      '5%',
      '67%',
      '',
    ]);
  });

  it('rounds shares to one form', () => {
    expect([shareText(996, 10_000), shareText(994, 10_000)]).toEqual(['10%', '9.9%']);
  });

  it('keeps bars within 0 and 100', () => {
    expect([barPercent(1, 3), barPercent(5, 2), barPercent(-1, 2), barPercent(1, 0)]).toEqual([33.3, 100, 0, 0]);
  });
});
