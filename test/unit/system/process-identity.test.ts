import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isRunning, processIdentity } from '../../../src/system/process-identity.ts';

const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('a process', () => {
  it('is known by its number and when it began', () => {
    const self = processIdentity(process.pid);
    expect(self?.startTicks).toMatch(/^\d+$/);
    expect(self !== null && isRunning(self)).toBe(true);
    expect(isRunning({ pid: process.pid, startTicks: '1' })).toBe(false);
    expect(processIdentity(gone())).toBeNull();
  });

  it('is known by its number alone where no file tells more, as on Windows', () => {
    expect(processIdentity(process.pid, '/nowhere')).toEqual({ pid: process.pid, startTicks: '' });
    expect(processIdentity(gone(), '/nowhere')).toBeNull();
    for (const odd of [0, -1, 1.5, Number.NaN]) expect(processIdentity(odd, '/nowhere')).toBeNull();
  });
});
