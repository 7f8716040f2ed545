import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutConnections } from '../../src/block/enforcers/cut-connections.ts';
import { firewalld } from '../../src/block/enforcers/firewalld/firewalld.ts';
import type { FirewallMachine } from '../../src/block/enforcers/firewall-machine.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { because, lacking, needs } from '../needs.ts';
import { connects, download, isShutOut, orderFor, progress, stillFlows, value } from './firewall-story.ts';
import { bystander4, firewallStage, type FirewallStage, servicePort, visitor4, visitor6 } from './firewall-stage.ts';

const missing = lacking('ip', 'firewalld', 'firewall-cmd', 'dbus-daemon', 'nsenter', 'unshare', 'conntrack');
const ready = needs.root && missing.length === 0;
const reason = `needs root and ${missing.join(', ')}`;

/** The real firewalld with a bus of its own; what it writes goes to folders that only it sees and that go with it. */
const script = `
set -e
mount -t tmpfs none /run
mount -t tmpfs none /etc/firewalld
mount -t tmpfs none /var/log
mkdir -p /run/dbus /run/firewalld /etc/firewalld/zones /etc/firewalld/services /etc/firewalld/policies /etc/firewalld/ipsets /etc/firewalld/icmptypes /etc/firewalld/helpers
dbus-daemon --system --nofork --nopidfile &
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -S /run/dbus/system_bus_socket ] && break; sleep 0.1; done
exec firewalld --nofork --nopid
`;

describe.skipIf(!ready)(`firewalld${because(ready, reason)}`, () => {
  let bare: FirewallStage | undefined;
  let daemon: ChildProcess | undefined;
  let stage: FirewallStage;
  let foreign: string;
  const command = (...words: string[]): string => stage.print('firewall-cmd', ...words);
  const everything = (): string => `${command('--list-all-zones')}${command('--permanent', '--list-all-zones')}`;

  beforeAll(async () => {
    bare = await firewallStage();
    const words = [...bare.inServer.slice(1), 'unshare', '-m', 'sh', '-c', script];
    daemon = spawn('/sbin/ip', words, { stdio: 'ignore', detached: true });
    stage = bare.within(['/usr/bin/nsenter', '-t', String(daemon.pid), '-m', '-n']);
    for (let waited = 0; waited < 80 && !(await firewalld(stage.machine).usable()).ok; waited++) await pause(250);
    command('--zone=public', '--add-interface=eth0');
    command('--zone=public', `--add-port=${servicePort}/tcp`);
    command('--permanent', '--zone=public', `--add-port=${servicePort}/tcp`);
    // Another tool's rule that is there only until a reload: it has to outlive all we do.
    command('--zone=public', '--add-rich-rule=rule family="ipv4" source address="198.51.100.77" reject');
    command('--zone=trusted', '--add-source=198.51.100.64/28');
    foreign = everything();
  });
  afterAll(() => {
    // A group of its own: the bus and the firewall, and nothing else.
    if (daemon?.pid !== undefined) process.kill(-daemon.pid, 'SIGKILL');
    bare?.clear();
  });

  let breaks = false;
  /** Makes the second zone unknown to firewalld, so that the rule of the first has to go again. */
  const failing = (machine: FirewallMachine): FirewallMachine => ({
    ...machine,
    run: ([program, ...words]) =>
      machine.run([program, ...words.map((word) => (breaks ? word.replace('--zone=trusted', '--zone=gone') : word))]),
  });

  enforcerContract('firewalld', () => firewalld(failing(stage.machine)), {
    // firewall-cmd takes its time: one target of each family and kind.
    targets: ['203.0.113.7', '2001:db8:1:2::/64'],
    cannotDo: ['fe80::1%eth0', '0.0.0.0/0'],
    rounds: 1,
    others: () => Promise.resolve(everything()),
    blockByOthers: (target) => {
      command('--zone=public', `--add-rich-rule=rule family="ipv4" source address="${target}" drop`);
      return Promise.resolve();
    },
    breakNextApply: () => {
      breaks = true;
      return Promise.resolve(() => {
        breaks = false;
        return Promise.resolve();
      });
    },
    cleanUp: () => {
      const theirs = 'rule family="ipv4" source address="203.0.113.7" drop';
      if (command('--zone=public', '--list-rich-rules').includes(theirs)) command('--zone=public', `--remove-rich-rule=${theirs}`);
      return Promise.resolve();
    },
  });

  it.each([
    ['an IPv4 address', visitor4, visitor4],
    ['the /64 of an IPv6 visitor', visitor6, '2001:db8:1:2::/64'],
  ])('stops new connections of %s, and open ones when they are cut', async (title, visitor, target) => {
    const enforcer = firewalld(stage.machine);
    const order = orderFor(target);
    await download(stage, title, visitor);
    expect(await connects(stage, visitor)).toBe(true);
    value(await enforcer.apply(order));
    expect(await isShutOut(stage, visitor)).toBe(true);
    expect(await stillFlows(stage, title)).toBe(true);
    expect(value((await cutConnections(stage.machine, order.target)).sockets)).toEqual({ before: 1, left: 0 });
    await pause(200);
    expect((await progress(stage, title)).isOpen).toBe(false);
    expect(await isShutOut(stage, visitor)).toBe(true);
    expect(await connects(stage, bystander4)).toBe(true);
    value(await enforcer.lift(order));
    expect(await connects(stage, visitor)).toBe(true);
    expect(everything()).toBe(foreign);
  });

  it('lets in again when the time is over', async () => {
    const enforcer = firewalld(stage.machine);
    // Long enough for firewall-cmd on a busy machine.
    const order = orderFor(visitor4, 15);
    value(await enforcer.apply(order));
    expect(await isShutOut(stage, visitor4)).toBe(true);
    for (let waited = 0; waited < 60 && value(await enforcer.readBack(order)) !== null; waited++) await pause(500);
    expect(await connects(stage, visitor4)).toBe(true);
    expect(value(await enforcer.lift(order))).toBe('was-not-there');
    expect(everything()).toBe(foreign);
  });

  // The last: a reload throws away what the others need.
  it('keeps a block without an end over a reload, loses one with an end, and says so', async () => {
    const enforcer = firewalld(stage.machine);
    const [forGood, forAWhile] = [orderFor(visitor4, null), orderFor(bystander4)];
    value(await enforcer.apply(forGood));
    value(await enforcer.apply(forAWhile));
    expect(enforcer.stops).toContain('gone after a reload');
    command('--reload');
    expect(value(await enforcer.readBack(forGood))).toMatchObject({ id: forGood.id, untilEpoch: null });
    expect(value(await enforcer.readBack(forAWhile))).toBeNull();
    expect(await isShutOut(stage, visitor4)).toBe(true);
    expect(await connects(stage, bystander4)).toBe(true);
    expect(value(await enforcer.lift(forGood))).toBe('lifted');
    expect(everything().includes(forGood.id)).toBe(false);
    expect(await connects(stage, visitor4)).toBe(true);
  });
});
