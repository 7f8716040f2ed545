import type { Claims } from '../../block/claims.ts';
import type { Enforcer } from '../../block/enforcer.ts';
import { orderRefusal } from '../../block/enforcers/order-refusal.ts';
import { oneAtATime } from '../../block/one-at-a-time.ts';
import type { BlockOrder, HeldBlock } from '../../model/block.ts';
import type { Claim } from '../../model/claim.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import { overlaps } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { RunProgram } from '../../system/run-program.ts';
import { type Ban, readBans } from './ban-list.ts';
import { chooseJail, cutsAllPorts } from './choose-jail.ts';
import { banSeconds, clientWords, type BanPrograms, runningJails, textOf } from './fail2ban.ts';
import { readTrusted } from './trusted-list.ts';

export interface IpBanMachine {
  readonly run: RunProgram;
  readonly programs: BanPrograms;
  readonly claims: Claims;
  /** Seconds since 1970. */
  readonly nowEpoch: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const about = {
  name: 'ip-ban',
  title: 'Plesk IP address banning (Fail2Ban)',
  effect: 'everything',
  scopes: ['server'],
  outlivesRestart: 'all',
  stops:
    'Stops new connections from this address to all ports, the panel and SSH included; where only the web jail runs, to the web ports; visitors who come through a CDN are not stopped.',
} as const;

/**
 * A ban by hand in one of Fail2Ban's jails: through `plesk bin ip_ban --ban` where that exists, else through
 * `fail2ban-client set <jail> banip`. Nothing that is off is switched on. The jail, not the order, says how long it lasts;
 * Fail2Ban keeps no note of who asked, so our claims do.
 */
export function ipBan(ban: IpBanMachine): Enforcer {
  const inTurn = oneAtATime();
  return {
    ...about,
    usable: async () => {
      const jail = await findJail(ban, null);
      return jail.ok ? ok(null) : jail;
    },
    plan: async (order) => {
      const way = await findWay(ban, order);
      if (!way.ok) return way;
      const plan = { commands: [way.value.command], texts: [], calls: [] };
      // So that a firewall is used beside it.
      return ok(cutsAllPorts(way.value.jail) ? plan : { ...plan, effect: 'web' as const });
    },
    apply: (order) => inTurn(() => apply(ban, order)),
    readBack: async ({ target }) => {
      const held = await readHeld(ban);
      if (!held.ok) return held;
      const bans = held.value.filter((each) => each.target === target);
      return ok(bans.find(({ id }) => id !== null) ?? bans[0] ?? null);
    },
    lift: (order) => inTurn(() => lift(ban, order)),
    list: () => readHeld(ban),
  };
}

/** How one order would be carried out. */
interface Way {
  readonly address: IpAddress;
  readonly jail: string;
  readonly jails: readonly string[];
  readonly command: readonly [string, ...string[]];
}

async function findJail(
  machine: IpBanMachine,
  secondsAsked: number | null,
): Promise<Result<{ jail: string; jails: readonly string[] }, Problem>> {
  const jails = await runningJails(machine.run, machine.programs);
  if (!jails.ok) return jails;
  const jail = chooseJail(jails.value, secondsAsked);
  if (jail !== undefined) return ok({ jail, jails: jails.value });
  const detail = 'no jail for bans by hand is active; switch one on: plesk bin ip_ban --enable-jails plesk-one-week-ban';
  return failed({ kind: 'service-stopped', service: 'The Fail2Ban jail plesk-one-week-ban', detail });
}

async function findWay(machine: IpBanMachine, order: BlockOrder): Promise<Result<Way, Problem>> {
  const problem = orderRefusal(about, order);
  if (problem !== null) return failed(problem);
  const address = parseIpAddress(order.target);
  // Whether the jail's own tool takes a range shows in its log only: it would be listed and not be banned.
  if (address === undefined) return failed({ kind: 'cannot-do', where: about.title, what: 'ban a range; single addresses only' });
  const found = await findJail(machine, order.untilEpoch === null ? null : order.untilEpoch - machine.nowEpoch());
  if (!found.ok) return found;
  const { jail, jails } = found.value;
  const { plesk, fail2banClient } = machine.programs;
  const help = await textOf(machine.run, plesk, ['bin', 'ip_ban', '--help']);
  const pleskBans = help.ok && /(?:^|[\s,|])--ban(?=$|[\s,|=<[])/m.test(help.value);
  const words = pleskBans
    ? [plesk, 'bin', 'ip_ban', '--ban', `${address},${jail}`]
    : [fail2banClient, ...clientWords('banip', jail, address)];
  return ok({ address, jail, jails, command: words as [string, ...string[]] });
}

async function apply(machine: IpBanMachine, order: BlockOrder): ReturnType<Enforcer['apply']> {
  const way = await findWay(machine, order);
  if (!way.ok) return way;
  const { address, jail, jails } = way.value;
  const trusted = await readTrusted(machine.run, machine.programs);
  const met = trusted.ok ? trusted.value.find(({ covers }) => overlaps(address, covers)) : undefined;
  if (met !== undefined) return failed({ kind: 'on-allow-list', target: address, list: `${met.list} (${met.covers})` });
  const bans = await readBans(machine.run, machine.programs, jails);
  if (!bans.ok) return bans;
  const held = withClaims(machine, bans.value);
  if (!held.ok) return held;
  const ours = held.value.find(({ target, id }) => target === address && id !== null);
  if (ours !== undefined) return ok({ already: true, endsByItselfEpoch: ours.untilEpoch, remarks: [] });
  if (bans.value.some((each) => each.target === address && each.jail === jail)) {
    return ok({ already: true, endsByItselfEpoch: null, remarks: [`${jail} held ${address} already, banned by somebody else.`] });
  }
  const seconds = await banSeconds(machine.run, machine.programs, jail);
  if (!seconds.ok) return seconds;
  const endsEpoch = seconds.value === null ? null : machine.nowEpoch() + seconds.value;
  const done = await ban(machine, order, way.value, endsEpoch);
  if (!done.ok) return done;
  const endsBefore = endsEpoch !== null && (order.untilEpoch === null || endsEpoch <= order.untilEpoch);
  return ok({ already: false, endsByItselfEpoch: endsBefore ? endsEpoch : null, remarks: remarksOf(jail, endsBefore, seconds.value) });
}

function remarksOf(jail: string, endsBefore: boolean, seconds: number | null): readonly string[] {
  const ports = cutsAllPorts(jail) ? [] : [`The jail ${jail} closes the web ports only.`];
  return endsBefore && seconds !== null
    ? [...ports, `The jail ${jail} lets go by itself after ${Math.round(seconds / 60)} minutes.`]
    : ports;
}

/** Claims it first: a ban of ours that nobody knows as ours could not be lifted again. */
async function ban(machine: IpBanMachine, order: BlockOrder, way: Way, endsEpoch: number | null): Promise<Result<null, Problem>> {
  const { id, target, scope, untilEpoch, reason } = order;
  const claim: Claim = { enforcer: 'ip-ban', id, target, scope, where: way.jail, endsEpoch, untilEpoch, reason };
  const claimed = await machine.claims.change((claims) => [...claims.filter((each) => !isOf(each, target)), claim]);
  if (!claimed.ok) return claimed;
  const [program, ...words] = way.command;
  const ran = await textOf(machine.run, program, words);
  const there = ran.ok ? await waitFor(machine, way.jails, way, true) : ran;
  if (there.ok && there.value) return ok(null);
  // It may be there after all: then it must not stay without a claim.
  const undone = await unban(machine, way.address, way.jail);
  if (undone.ok) await machine.claims.change((claims) => claims.filter((each) => !isOf(each, target)));
  return there.ok ? failed({ kind: 'not-confirmed', target, where: `the jail ${way.jail}` }) : failed(there.problem);
}

const isOf = (claim: Claim, target: string): boolean => claim.enforcer === 'ip-ban' && claim.target === target;

/** Fail2Ban takes an order and carries it out in its own time, a second at most when it is well. */
async function waitFor(
  machine: IpBanMachine,
  jails: readonly string[],
  { address, jail }: Pick<Way, 'address' | 'jail'>,
  wanted: boolean,
): Promise<Result<boolean, Problem>> {
  for (let tries = 0; tries < 20; tries++) {
    const banned = await isBanned(machine, jails, { target: address, jail });
    if (!banned.ok || banned.value === wanted) return banned;
    await machine.sleep(250);
  }
  return ok(!wanted);
}

async function isBanned(machine: IpBanMachine, jails: readonly string[], ban: Ban): Promise<Result<boolean, Problem>> {
  const bans = await readBans(machine.run, machine.programs, jails);
  return bans.ok ? ok(bans.value.some(({ target, jail }) => target === ban.target && jail === ban.jail)) : bans;
}

async function readHeld(machine: IpBanMachine): Promise<Result<readonly HeldBlock[], Problem>> {
  const jails = await runningJails(machine.run, machine.programs);
  if (!jails.ok) return jails;
  const bans = await readBans(machine.run, machine.programs, jails.value);
  return bans.ok ? withClaims(machine, bans.value) : bans;
}

function withClaims(machine: IpBanMachine, bans: readonly Ban[]): Result<readonly HeldBlock[], Problem> {
  const claims = machine.claims.all();
  if (!claims.ok) return claims;
  const now = machine.nowEpoch();
  return ok(
    bans.map(({ target, jail }) => {
      const claim = claims.value.find((each) => isOf(each, target) && each.where === jail && (each.endsEpoch ?? Infinity) > now);
      return {
        target,
        enforcer: 'ip-ban' as const,
        id: claim?.id ?? null,
        untilEpoch: claim?.endsEpoch ?? null,
        reason: claim?.reason ?? `jail ${jail}`,
        kept: null,
      };
    }),
  );
}

async function lift(machine: IpBanMachine, { target }: Pick<BlockOrder, 'target'>): ReturnType<Enforcer['lift']> {
  const claims = machine.claims.all();
  if (!claims.ok) return claims;
  const claim = claims.value.find((each) => isOf(each, target));
  const address = parseIpAddress(target);
  if (claim === undefined || address === undefined) return ok('was-not-there');
  const held = await readHeld(machine);
  if (!held.ok) return held;
  const isThere = held.value.some((each) => each.target === target && each.id === claim.id);
  if (isThere) {
    const gone = await unban(machine, address, claim.where);
    if (!gone.ok) return gone;
  }
  const dropped = await machine.claims.change((all) => all.filter((each) => !isOf(each, target)));
  return dropped.ok ? ok(isThere ? 'lifted' : 'was-not-there') : dropped;
}

async function unban(machine: IpBanMachine, address: IpAddress, jail: string): Promise<Result<null, Problem>> {
  const { run, programs } = machine;
  const byPlesk = await textOf(run, programs.plesk, ['bin', 'ip_ban', '--unban', `${address},${jail}`]);
  if (!byPlesk.ok) {
    const byClient = await textOf(run, programs.fail2banClient, clientWords('unbanip', jail, address));
    if (!byClient.ok) return byClient;
  }
  const banned = await waitFor(machine, [jail], { address, jail }, false);
  if (!banned.ok) return banned;
  if (!banned.value) return ok(null);
  return failed({ kind: 'unexpected-answer', from: 'Fail2Ban', detail: `${address} was to be let go and is still in the jail ${jail}` });
}
