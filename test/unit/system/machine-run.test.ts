import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineRun } from '../../../src/system/machine-run.ts';

const boot = '3f2c6a70-1d3e-4b5a-9c8d-0123456789ab';

describe('the run of the machine', () => {
  let proc: string;
  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'active-connections-proc-'));
    for (const folder of ['1', 'self', 'sys/kernel/random']) mkdirSync(join(proc, folder), { recursive: true });
    writeFileSync(join(proc, 'self/stat'), '');
    machine({});
  });
  afterEach(() => {
    rmSync(proc, { recursive: true, force: true });
  });

  /** Field 22 of the first process is when it began, in hundredths of a second after boot. */
  function machine({ id = `${boot}\n`, ticks = '24', uptime = '39661.43 23874.46\n' }): void {
    writeFileSync(join(proc, 'sys/kernel/random/boot_id'), id);
    writeFileSync(join(proc, '1/stat'), `1 (in it) S ${'0 '.repeat(18)}${ticks} 0 0\n`);
    writeFileSync(join(proc, 'uptime'), uptime);
  }

  it('is another after a restart, also of a container alone', () => {
    expect(machineRun(proc)).toEqual({ id: `${boot} 24`, upSeconds: 39_661.43 - 0.24 });
    machine({ ticks: '3900000' });
    expect(machineRun(proc)).toMatchObject({ id: `${boot} 3900000` });
    expect(machineRun(proc)?.upSeconds).toBeCloseTo(661.43);
  });

  it('takes the time of a container as it is told', () => {
    machine({ ticks: '3900000', uptime: '50.5 1.0\n' });
    expect(machineRun(proc)?.upSeconds).toBe(50.5);
  });

  it.each([{ id: '' }, { id: 'not an id' }, { uptime: 'long' }, { ticks: 'x' }])('is not told by %j', (odd) => {
    machine(odd);
    expect(machineRun(proc)).toBeNull();
  });

  it('is not told where there is no such file system', () => {
    expect(machineRun(join(proc, 'none'))).toBeNull();
  });
});
