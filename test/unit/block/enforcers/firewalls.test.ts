import { describe, expect, it } from 'vitest';
import type { FirewallMachine } from '../../../../src/block/enforcers/firewall-machine.ts';
import { chooseFirewall, firewalls } from '../../../../src/block/enforcers/firewalls.ts';

/** Answers of programs that are there and run; all others are missing. */
const answers: Readonly<Record<string, string>> = {
  csf: '',
  'firewall-cmd': 'public (active)\n  interfaces: eth0\n',
  nft: 'nftables v1.0.6 (Lester Gooch #5)\n',
  iptables: '-P PREROUTING ACCEPT\n',
  ip6tables: '-P PREROUTING ACCEPT\n',
  'iptables-restore': '',
  'ip6tables-restore': '',
  ipset: '',
  cscli: '[]',
};

function machineWith(programs: readonly string[], files: Readonly<Record<string, string>> = {}): FirewallMachine {
  return {
    find: (program) => (programs.includes(program) ? `/usr/sbin/${program}` : null),
    run: ([program]) => Promise.resolve({ ok: true, value: answers[program.slice('/usr/sbin/'.length)] ?? '' }),
    readText: (path) =>
      files[path] === undefined ? { ok: false, problem: { kind: 'not-found', path } } : { ok: true, value: files[path] },
    nowEpoch: () => 0,
    alone: (work) => work(),
  };
}

const chosen = async (machine: FirewallMachine): Promise<string | undefined> => (await chooseFirewall(firewalls(machine, 'linux')))?.name;
const all = Object.keys(answers);
const without = (...gone: readonly string[]): readonly string[] => all.filter((program) => !gone.includes(program));
const csfRuns = { '/etc/csf/csf.conf': 'TESTING = "0"\n' };

describe('the firewall a block uses', () => {
  it.each([
    ['csf', all, csfRuns],
    ['firewalld', all, { ...csfRuns, '/etc/csf/csf.disable': '' }],
    ['firewalld', without('csf'), {}],
    ['nftables', without('csf', 'firewall-cmd'), {}],
    ['iptables', without('csf', 'firewall-cmd', 'nft'), {}],
    [undefined, ['cscli'], {}],
  ])('is %s', async (name, programs, files) => {
    expect(await chosen(machineWith(programs, files))).toBe(name);
  });

  it('is not nftables where nft is too old', async () => {
    const machine = machineWith(without('csf', 'firewall-cmd'));
    const old: FirewallMachine = {
      ...machine,
      run: async (command) => (command[1] === '--version' ? { ok: true, value: 'nftables v0.9.3 (Topsy)' } : machine.run(command)),
    };
    expect(await chosen(old)).toBe('iptables');
  });

  it('is the one of Windows there', () => {
    expect(firewalls(machineWith([]), 'win32').map(({ name }) => name)).toEqual(['windows-firewall']);
  });
});
