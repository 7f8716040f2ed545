import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { atLowPriority } from '../../../src/system/low-priority.ts';
import { because, needs } from '../../needs.ts';

describe('work at low priority', () => {
  it.skipIf(!needs.root)(`stands behind others, and comes back, also from a failure${because(needs.root, 'needs root')}`, async () => {
    const usual = getPriority();
    expect(await atLowPriority(() => Promise.resolve(getPriority()))).toBe(Math.max(usual, 10));
    expect(getPriority()).toBe(usual);
    await expect(atLowPriority(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(getPriority()).toBe(usual);
  });
});
