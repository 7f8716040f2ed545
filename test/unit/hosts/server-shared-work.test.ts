import { expect, it } from 'vitest';
import { sharedWork } from '../../../src/hosts/server/shared-work.ts';

it('does the same work once for all who ask meanwhile, and anew for who asks later', async () => {
  const finish: ((answer: string) => void)[] = [];
  const ask = sharedWork(() => new Promise<string>((resolve) => finish.push(resolve)));
  const [first, second, other] = [ask('overview'), ask('overview'), ask('errors')];
  expect(finish).toHaveLength(2);
  finish[0]?.('one');
  finish[1]?.('two');
  expect(await Promise.all([first, second, other])).toEqual(['one', 'one', 'two']);
  void ask('overview');
  expect(finish).toHaveLength(3);
});

it('forgets work that failed', async () => {
  let attempts = 0;
  const ask = sharedWork(() => Promise.reject(new Error(`attempt ${(attempts += 1)}`)));
  await expect(ask('x')).rejects.toThrow('attempt 1');
  await expect(ask('x')).rejects.toThrow('attempt 2');
});
