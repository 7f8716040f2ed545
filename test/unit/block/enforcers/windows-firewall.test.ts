import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { aloneBy } from '../../../../src/block/enforcers/firewall-machine.ts';
import { readRules } from '../../../../src/block/enforcers/windows-firewall/rules.ts';
import { powershell } from '../../../../src/block/enforcers/windows-firewall/scripts.ts';
import { windowsFirewall } from '../../../../src/block/enforcers/windows-firewall/windows-firewall.ts';
import { runProgram } from '../../../../src/system/run-program.ts';
import { enforcerContract } from '../../../contract/enforcer-contract.ts';

const standIn = fileURLToPath(new URL('../../../stand-ins/windows-firewall.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'windows-firewall-'));
const file = join(folder, 'rules.json');
let breaks = false;

const machine: Parameters<typeof windowsFirewall>[0] = {
  run: async ([program, ...words]) => {
    expect(program).toBe(powershell);
    const told = breaks ? words.map((word) => word.replace('-Action Block', '-Action Other')) : words;
    const run = { program: process.execPath, arguments: [standIn, file, ...told], timeoutMs: 10_000, outputLimitBytes: 1e5 };
    const answer = await runProgram(run);
    return answer.ok ? { ok: true, value: answer.value.toString() } : answer;
  },
  nowEpoch: () => Math.floor(Date.now() / 1000),
  alone: (work) => aloneBy(join(folder, 'lock'), work),
};

const foreign = { name: 'by-hand', description: 'quotes b-0000000000000001', address: '198.51.100.77' };

beforeEach(() => {
  writeFileSync(file, JSON.stringify([foreign]));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

enforcerContract('windows-firewall (stand-in)', () => windowsFirewall(machine), {
  targets: ['203.0.113.7', '198.51.100.0/25', '2001:db8:1:2::/64'],
  rounds: 2,
  cannotDo: ['fe80::1%eth0', '0.0.0.0/0'],
  others: () => Promise.resolve(readFileSync(file, 'utf8')),
  blockByOthers: (target) => {
    writeFileSync(file, JSON.stringify([{ ...foreign, address: target }]));
    return Promise.resolve();
  },
  breakNextApply: () => {
    breaks = true;
    return Promise.resolve(() => {
      breaks = false;
      return Promise.resolve();
    });
  },
});

describe('rules of Windows', () => {
  it('are not ours without the name that goes with the mark, and block nobody while they are off', () => {
    const description = 'b-00000000000000aa';
    const rules = [
      { name: 'copied', description, isInForce: true, addresses: ['203.0.113.7', '203.0.113.0/255.255.255.0', 'LocalSubnet'] },
      { name: `active-connections-${description}`, description, isInForce: false, addresses: ['203.0.113.8'] },
    ];
    expect(readRules(JSON.stringify(rules))?.map(({ id, target }) => [id, target])).toEqual([
      [null, '203.0.113.7'],
      [null, '203.0.113.0/24'],
      [null, 'LocalSubnet'],
    ]);
    expect(readRules('Get-NetFirewallRule : Access is denied.')).toBeUndefined();
  });
});
