import type { HeldBlock } from '../../../model/block.ts';
import { isWithin } from '../../../model/ip-range.ts';
import type { IpAddress, IpRange } from '../../../model/ip-address.ts';
import type { Problem } from '../../../model/problem.ts';
import { failed, ok, type Result } from '../../../model/result.ts';
import type { Enforcer } from '../../enforcer.ts';
import type { Command, FirewallMachine } from '../firewall-machine.ts';
import { type FirewallOrder, firewallOrder, type FirewallTarget, firewallTarget } from '../firewall-target.ts';
import { alreadyHeld, heldUnder, newlyHeld } from '../held.ts';
import {
  commentOf,
  csfFiles,
  entriesThatCount,
  hasOthers,
  includedIn,
  readAllowList,
  readDenyList,
  readTemporaryAllowList,
  readTemporaryList,
  settingIn,
} from './lists.ts';

const where = 'csf';

/**
 * ConfigServer Security & Firewall: csf(1). It ends with 0 also when it refuses, and says why in words that change, so its
 * lists are read afterwards: they alone tell what came of it.
 */
export function csf(machine: FirewallMachine): Enforcer {
  const program = (): string => machine.find('csf') ?? 'csf';

  /** A file that is not there is an empty list. */
  const text = (path: string): Result<string, Problem> => {
    const read = machine.readText(path);
    return read.ok || read.problem.kind !== 'not-found' ? read : ok('');
  };

  const blocks = (): Result<readonly HeldBlock[], Problem> => {
    const deny = text(csfFiles.deny);
    if (!deny.ok) return deny;
    const temporary = text(csfFiles.temporaryDeny);
    if (!temporary.ok) return temporary;
    return ok([...readDenyList(deny.value), ...readTemporaryList(temporary.value, machine.nowEpoch())]);
  };

  const held = (target: FirewallTarget): Result<HeldBlock | null, Problem> => {
    const read = blocks();
    return read.ok ? ok(heldUnder(read.value, target) ?? null) : read;
  };

  /** The list that lets a target in, which csf would let win over the block. */
  const allowedBy = (target: FirewallTarget): Result<string | null, Problem> => {
    for (const path of [csfFiles.allow, csfFiles.ignore, csfFiles.temporaryAllow]) {
      const list = text(path);
      if (!list.ok) return list;
      const included = includedIn(list.value).map((each) => text(each));
      const whole = [list.value, ...included.flatMap((each) => (each.ok ? each.value : []))].join('\n');
      const entries = path === csfFiles.temporaryAllow ? readTemporaryAllowList(whole, machine.nowEpoch()) : readAllowList(whole);
      if (entries.some((entry) => isWithin(target.text, entry as IpRange | IpAddress))) return ok(path);
    }
    return ok(null);
  };

  /** Problems: cannot-do, and why csf would not take it. */
  const accepted: (order: Parameters<Enforcer['plan']>[0]) => Result<FirewallOrder, Problem> = (asked) => {
    const order = firewallOrder(asked, where, machine.nowEpoch());
    if (!order.ok) return order;
    const settings = text(csfFiles.settings);
    if (!settings.ok) return settings;
    if (order.value.target.family === 6 && settingIn(settings.value, 'IPV6') !== '1') {
      return failed({ kind: 'cannot-do', where, what: 'a block of an IPv6 address while IPV6 is off in csf.conf' });
    }
    const list = allowedBy(order.value.target);
    if (!list.ok) return list;
    return list.value === null ? order : failed({ kind: 'on-allow-list', target: order.value.target.text, list: list.value });
  };

  /** csf makes room in a full list by dropping the oldest entry, whoever made it: so that is a problem. */
  const hasRoom = ({ seconds }: FirewallOrder): Result<null, Problem> => {
    const list = seconds === null ? 'deny' : 'temporary';
    const [path, setting] = list === 'deny' ? [csfFiles.deny, 'DENY_IP_LIMIT'] : [csfFiles.temporaryDeny, 'DENY_TEMP_IP_LIMIT'];
    const settings = text(csfFiles.settings);
    if (!settings.ok) return settings;
    const limit = Number(settingIn(settings.value, setting) ?? 0);
    const entries = text(path);
    if (!entries.ok) return entries;
    if (!(limit > 0) || entriesThatCount(list, entries.value) < limit) return ok(null);
    return failed({ kind: 'limit-reached', what: `entries of ${path} (${setting} in csf.conf)`, limit });
  };

  const commandFor = ({ mark, target, seconds }: FirewallOrder): Command =>
    seconds === null
      ? [program(), '-d', target.text, commentOf(mark)]
      : [program(), '-td', target.text, String(seconds), '-d', 'in', commentOf(mark)];

  return {
    name: 'csf',
    title: where,
    effect: 'everything',
    scopes: ['server'],
    outlivesRestart: 'all',
    stops:
      'Stops every packet from the address to services on this server, by the firewall that is used here; ports forwarded to containers may stay open.',

    usable: () => {
      if (machine.find('csf') === null) return Promise.resolve(failed({ kind: 'program-missing', program: 'csf' }));
      const stopped = (detail: string): Promise<Result<null, Problem>> =>
        Promise.resolve(failed({ kind: 'service-stopped', service: 'csf', detail }));
      if (machine.readText(csfFiles.disabled).ok) return stopped('it is disabled (csf -e enables it)');
      if (machine.readText(csfFiles.error).ok) return stopped('it did not start (see /etc/csf/csf.error)');
      const settings = machine.readText(csfFiles.settings);
      if (!settings.ok) return Promise.resolve(settings);
      if (settingIn(settings.value, 'TESTING') === '1')
        return stopped('it is in testing mode, in which it blocks nobody (TESTING in csf.conf)');
      return Promise.resolve(ok(null));
    },

    plan: (asked) => {
      const order = accepted(asked);
      if (!order.ok) return Promise.resolve(order);
      const before = held(order.value.target);
      const room = before.ok && before.value === null ? hasRoom(order.value) : before;
      return Promise.resolve(room.ok ? ok({ commands: [commandFor(order.value)], texts: [], calls: [] }) : room);
    },

    apply: (asked) =>
      machine.alone(async () => {
        const order = accepted(asked);
        if (!order.ok) return order;
        const before = held(order.value.target);
        if (!before.ok) return before;
        if (before.value !== null) return ok(alreadyHeld(before.value, asked));
        const room = hasRoom(order.value);
        if (!room.ok) return room;
        const done = await machine.run(commandFor(order.value));
        if (!done.ok) return done;
        const after = held(order.value.target);
        if (!after.ok) return after;
        return after.value?.id === asked.id ? ok(newlyHeld(asked.untilEpoch)) : failed(refused(order.value.target, done.value));
      }),

    readBack: ({ target }) => {
      const parsed = firewallTarget(target);
      return Promise.resolve(parsed === null ? ok(null) : held(parsed));
    },

    lift: ({ id, target }) =>
      machine.alone<'lifted' | 'was-not-there'>(async () => {
        const parsed = firewallTarget(target);
        if (parsed === null) return ok('was-not-there');
        const before = held(parsed);
        if (!before.ok) return before;
        if (before.value?.id !== id) return ok('was-not-there');
        const list = before.value.untilEpoch === null ? 'deny' : 'temporary';
        const entries = text(list === 'deny' ? csfFiles.deny : csfFiles.temporaryDeny);
        if (!entries.ok) return entries;
        if (hasOthers(list, entries.value, parsed)) {
          return failed({ kind: 'cannot-do', where, what: `lifting our block of ${parsed.text} without removing another program's` });
        }
        // -trd leaves the temporary allow-list alone, which -tr does not.
        const done = await machine.run([program(), list === 'deny' ? '-dr' : '-trd', parsed.text]);
        if (!done.ok) return done;
        const after = held(parsed);
        if (!after.ok) return after;
        return after.value?.id === id ? failed(refused(parsed, done.value)) : ok('lifted');
      }),

    list: () => Promise.resolve(blocks()),
  };
}

/** Its own words, cut: they are shown, never searched. */
const refused = ({ text }: FirewallTarget, said: string): Problem => ({
  kind: 'unexpected-answer',
  from: `csf for ${text}`,
  detail: said.trim().slice(0, 300),
});
