import * as z from 'zod/mini';
import type { Claims } from '../../block/claims.ts';
import type { Enforcer } from '../../block/enforcer.ts';
import { orderRefusal } from '../../block/enforcers/order-refusal.ts';
import { oneAtATime } from '../../block/one-at-a-time.ts';
import type { BlockOrder, HeldBlock } from '../../model/block.ts';
import type { Claim } from '../../model/claim.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { askWhm, fitting, type WhmApi, type WhmCall } from './whm-api.ts';

export interface IpBlockerMachine {
  readonly api: WhmApi;
  readonly claims: Claims;
  /** Accounts whose lists are shown besides those that hold blocks of ours; each costs a call. */
  readonly accounts: () => readonly string[];
  /** Whether an account is certainly not on this server any more. */
  readonly isGone: (account: string) => boolean;
}

const about = {
  name: 'ip-blocker',
  title: "cPanel's IP Blocker",
  effect: 'web',
  scopes: ['account'],
  outlivesRestart: 'all',
  stops:
    'Refuses web requests to every site of the account, by lines in their .htaccess files; it has no effect where the web server does not read those, and what a proxy or CDN in front answers by itself is not stopped.',
} as const;

/**
 * The IP Blocker of one account: UAPI `BlockIP`, called through WHM API 1 `uapi_cpanel`
 * (https://api.docs.cpanel.net/openapi/cpanel/operation/add_ip/). Its lines say nothing about who asked: our claims do.
 * It lists the account's main site only, so a line of the owner's own in another site is not seen, and goes with ours.
 */
export function ipBlocker(machine: IpBlockerMachine): Enforcer {
  const inTurn = oneAtATime();
  return {
    ...about,
    usable: async () => {
      const asked = await askWhm(machine.api, { name: 'version', parameters: {} }, z.unknown());
      return asked.ok ? ok(null) : asked;
    },
    plan: (order) => {
      const problem = refusal(order);
      return Promise.resolve(problem === null ? ok({ commands: [], texts: [], calls: [blockCall('add_ip', order)] }) : failed(problem));
    },
    apply: (order) => inTurn(() => apply(machine, order)),
    readBack: async ({ target, scope }) => {
      const problem = refusal({ target, scope });
      if (problem !== null) return failed(problem);
      if (machine.isGone(accountOf(scope))) return ok(null);
      const denied = await readDenied(machine.api, accountOf(scope));
      if (!denied.ok) return denied;
      const claims = machine.claims.all();
      if (!claims.ok) return claims;
      return ok(denied.value.includes(target) ? heldBlock(claims.value, accountOf(scope), target) : null);
    },
    lift: (order) => inTurn(() => lift(machine, order)),
    list: () => list(machine),
  };
}

/** What cPanel calls an account: it becomes part of an argument. */
const accountShape = /^[a-z0-9][a-z0-9_.-]{0,31}$/i;

function refusal(order: Pick<BlockOrder, 'target' | 'scope'>): Problem | null {
  const problem = orderRefusal(about, order);
  if (problem !== null || accountShape.test(accountOf(order.scope))) return problem;
  return { kind: 'cannot-do', where: about.title, what: 'find an account of that name' };
}

const accountOf = (scope: BlockOrder['scope']): string => (scope.kind === 'account' ? scope.account : '');

const blockCall = (name: 'add_ip' | 'remove_ip', { target, scope }: Pick<BlockOrder, 'target' | 'scope'>): WhmCall => ({
  name: 'uapi_cpanel',
  parameters: { 'cpanel.user': accountOf(scope), 'cpanel.module': 'BlockIP', 'cpanel.function': name, ip: target },
});

const inner = z.looseObject({
  uapi: z.looseObject({
    status: z.union([z.number(), z.string()]),
    errors: z.optional(z.nullable(z.array(z.string()))),
    data: z.optional(z.unknown()),
  }),
});

/** The outer result says yes even when the inner one says no: both must. Problems: those of `askWhm`, cannot-do. */
async function change(api: WhmApi, call: WhmCall): Promise<Result<null, Problem>> {
  const reply = await askWhm(api, call, inner);
  if (!reply.ok) return reply;
  const { status, errors } = reply.value.uapi;
  if (Number(status) === 1) return ok(null);
  return failed({ kind: 'cannot-do', where: about.title, what: errors?.join('; ') ?? 'no reason given' });
}

const deniedShape = z.array(z.looseObject({ ip: z.string() }));

/** What the account's main site denies; cPanel lists no other. Addresses as we write them. */
async function readDenied(api: WhmApi, account: string): Promise<Result<readonly string[], Problem>> {
  const data = await api.callApi2({ account, module: 'DenyIp', name: 'listdenyips' });
  if (!data.ok) return data;
  const denied = fitting('DenyIp::listdenyips', data.value, deniedShape);
  return denied.ok ? ok(denied.value.map(({ ip }) => parseIpAddress(ip) ?? parseIpRange(ip) ?? ip)) : denied;
}

async function apply({ api, claims }: IpBlockerMachine, order: BlockOrder): ReturnType<Enforcer['apply']> {
  const problem = refusal(order);
  if (problem !== null) return failed(problem);
  const { id, target, scope, untilEpoch, reason } = order;
  const account = accountOf(scope);
  const denied = await readDenied(api, account);
  if (!denied.ok) return denied;
  const before = claims.all();
  if (!before.ok) return before;
  if (denied.value.includes(target)) {
    const ours = before.value.some((claim) => isOf(claim, account, target));
    const remarks = ours ? [] : [`The IP Blocker of ${account} held ${target} already, entered by somebody else.`];
    return ok({ already: true, endsByItselfEpoch: null, remarks });
  }
  const claim: Claim = { enforcer: 'ip-blocker', id, target, scope, where: account, endsEpoch: null, untilEpoch, reason };
  const claimed = await claims.change((all) => [...all.filter((each) => !isOf(each, account, target)), claim]);
  if (!claimed.ok) return claimed;
  const added = await change(api, blockCall('add_ip', order));
  const after = added.ok ? await readDenied(api, account) : added;
  if (after.ok && after.value.includes(target)) return ok({ already: false, endsByItselfEpoch: null, remarks: [] });
  // Some of the account's files may have it.
  const undone = await change(api, blockCall('remove_ip', order));
  if (undone.ok || !added.ok) await claims.change((all) => all.filter((each) => !isOf(each, account, target)));
  return failed(after.ok ? { kind: 'not-confirmed', target, where: `the IP Blocker of ${account}` } : after.problem);
}

async function lift({ api, claims, isGone }: IpBlockerMachine, order: Pick<BlockOrder, 'target' | 'scope'>): ReturnType<Enforcer['lift']> {
  const { target, scope } = order;
  const account = accountOf(scope);
  const all = claims.all();
  if (!all.ok) return all;
  if (!all.value.some((claim) => isOf(claim, account, target))) return ok('was-not-there');
  const forget = (): ReturnType<Claims['change']> => claims.change((each) => each.filter((claim) => !isOf(claim, account, target)));
  if (isGone(account)) {
    const forgotten = await forget();
    return forgotten.ok ? ok('place-gone') : forgotten;
  }
  const denied = await readDenied(api, account);
  if (!denied.ok) return denied;
  const removed = await change(api, blockCall('remove_ip', order));
  if (!removed.ok) return removed;
  const after = await readDenied(api, account);
  if (!after.ok) return after;
  if (after.value.includes(target)) {
    return failed({ kind: 'unexpected-answer', from: about.title, detail: `it said yes, and ${target} is still denied` });
  }
  const dropped = await forget();
  return dropped.ok ? ok(denied.value.includes(target) ? 'lifted' : 'was-not-there') : dropped;
}

/** The accounts shown, each with all it denies; the others are not asked. */
async function list({ api, claims, accounts: shown, isGone }: IpBlockerMachine): ReturnType<Enforcer['list']> {
  const all = claims.all();
  if (!all.ok) return all;
  const accounts = new Set([...shown(), ...all.value.filter(({ enforcer }) => enforcer === 'ip-blocker').map(({ where }) => where)]);
  const held: HeldBlock[] = [];
  for (const account of accounts) {
    if (isGone(account)) continue;
    const denied = await readDenied(api, account);
    if (!denied.ok) return denied;
    held.push(...denied.value.map((target) => heldBlock(all.value, account, target)));
  }
  return ok(held);
}

const isOf = (claim: Claim, account: string, target: string): boolean =>
  claim.enforcer === 'ip-blocker' && claim.where === account && claim.target === target;

function heldBlock(claims: readonly Claim[], account: string, target: string): HeldBlock {
  const claim = claims.find((each) => isOf(each, account, target));
  return {
    target,
    enforcer: 'ip-blocker',
    id: claim?.id ?? null,
    untilEpoch: claim?.untilEpoch ?? null,
    reason: claim?.reason ?? null,
    kept: null,
  };
}
