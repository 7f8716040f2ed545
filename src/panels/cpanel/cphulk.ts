import * as z from 'zod/mini';
import { orderRefusal } from '../../block/enforcers/order-refusal.ts';
import type { Enforcer } from '../../block/enforcer.ts';
import { oneAtATime } from '../../block/one-at-a-time.ts';
import type { BlockOrder, BlockTarget, HeldBlock } from '../../model/block.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { commentOf, idInComment, reasonInComment } from './cphulk-comment.ts';
import { covers, type CphulkEntry, entryTarget, isTheSame, overlapsWith, readCphulkList } from './cphulk-lists.ts';
import { askWhm, fitting, unexpected, type WhmApi, type WhmCall } from './whm-api.ts';

const about = {
  name: 'cphulk',
  title: 'cPHulk',
  effect: 'logins',
  scopes: ['server'],
  outlivesRestart: 'all',
  stops:
    'Stops logins with a password from this address (cPanel, WHM, mail, FTP, SSH); it stops neither web pages nor connections that are open.',
} as const;

/**
 * cPHulk's black list, through WHM API 1 (functions of the cPHulk tag of its documents). Entries of ours carry the order's
 * id in their comment. An entry of the white list is never touched: adding exactly that address to the black list would
 * move it there without a word, so both lists are read first.
 */
export function cphulk(api: WhmApi): Enforcer {
  const inTurn = oneAtATime();
  return {
    ...about,
    usable: () => isEnabled(api),
    plan: (order) => {
      const problem = orderRefusal(about, order);
      return Promise.resolve(problem === null ? ok({ commands: [], texts: [], calls: [createCall(order)] }) : failed(problem));
    },
    apply: (order) => inTurn(() => apply(api, order)),
    readBack: async ({ target }) => {
      const black = await readCphulkList(api, 'black');
      if (!black.ok) return black;
      const entry = black.value.find((each) => isTheSame(each, target));
      return ok(entry === undefined ? null : heldBlock(entry));
    },
    lift: (order) => inTurn(() => lift(api, order)),
    list: async () => {
      const black = await readCphulkList(api, 'black');
      return black.ok ? ok(black.value.map(heldBlock)) : black;
    },
  };
}

const status = z.looseObject({ is_enabled: z.union([z.number(), z.string()]) });

async function isEnabled(api: WhmApi): Promise<Result<null, Problem>> {
  const data = await askWhm(api, { name: 'cphulk_status', parameters: {} }, status);
  if (!data.ok) return data;
  if (Number(data.value.is_enabled) === 1) return ok(null);
  return failed({ kind: 'service-stopped', service: 'cPHulk', detail: 'it is switched off in WHM › Security Center › cPHulk' });
}

const createCall = ({ id, target, reason }: BlockOrder): WhmCall => ({
  name: 'create_cphulk_record',
  parameters: { list_name: 'black', ip: target, comment: commentOf(id, reason) },
});

async function apply(api: WhmApi, order: BlockOrder): ReturnType<Enforcer['apply']> {
  const { target } = order;
  const problem = orderRefusal(about, order);
  if (problem !== null) return failed(problem);
  const [white, black] = await Promise.all([readCphulkList(api, 'white'), readCphulkList(api, 'black')]);
  if (!white.ok) return white;
  if (!black.ok) return black;
  const shadow = white.value.find((entry) => covers(entry, target));
  if (shadow !== undefined) return failed({ kind: 'on-allow-list', target, list: `cPHulk's white list (${shadow.key})` });
  const present = black.value.find((entry) => isTheSame(entry, target));
  const remarks = white.value.filter((entry) => overlapsWith(entry, target)).map(stillWelcome);
  if (present !== undefined) {
    const enabled = await isEnabled(api);
    if (!enabled.ok) return enabled;
    // Writing it again would put our comment in place of theirs.
    const theirs = idInComment(present.comment) === null ? [`cPHulk's list held ${target} already, entered by somebody else.`] : [];
    return ok({ already: true, endsByItselfEpoch: null, remarks: [...theirs, ...remarks] });
  }
  const created = await create(api, order);
  if (!created.ok) return created;
  return ok({ already: false, endsByItselfEpoch: null, remarks });
}

const stillWelcome = ({ key }: CphulkEntry): string => `${key} is on cPHulk's white list and can still log in.`;

const changed = z.looseObject({ ips_failed: z.optional(z.union([z.record(z.string(), z.unknown()), z.array(z.never())])) });

async function create(api: WhmApi, order: BlockOrder): Promise<Result<null, Problem>> {
  const call = createCall(order);
  const reply = await api.call(call);
  if (!reply.ok) return reply;
  if (!reply.value.succeeded) {
    // The call says so in words only; the status says it in a number.
    const enabled = await isEnabled(api);
    if (!enabled.ok) return enabled;
  }
  const failure = changeFailure(call.name, reply.value.data, reply.value.succeeded ? null : reply.value.reason);
  if (failure !== null) return failed(failure);
  const after = await readCphulkList(api, 'black');
  if (!after.ok) return after;
  const there = after.value.some((entry) => isTheSame(entry, order.target) && idInComment(entry.comment) === order.id);
  return there ? ok(null) : failed({ kind: 'not-confirmed', target: order.target, where: "cPHulk's list" });
}

/** WHM may say yes to the call and no to the address: one call is one address here, so any failure is ours. */
function changeFailure(name: string, data: unknown, reason: string | null): Problem | null {
  const parsed = fitting(name, data ?? {}, changed);
  if (!parsed.ok) return parsed.problem;
  const [failure] = Object.entries(parsed.value.ips_failed ?? {});
  if (failure !== undefined) return { kind: 'cannot-do', where: 'cPHulk', what: `${failure[0]}: ${String(failure[1])}` };
  return reason === null ? null : { kind: 'cannot-do', where: 'cPHulk', what: reason };
}

async function lift(api: WhmApi, { id, target }: Pick<BlockOrder, 'id' | 'target'>): ReturnType<Enforcer['lift']> {
  const black = await readCphulkList(api, 'black');
  if (!black.ok) return black;
  const entry = black.value.find((each) => isTheSame(each, target));
  if (entry === undefined || idInComment(entry.comment) !== id) return ok('was-not-there');
  const call = { name: 'delete_cphulk_record', parameters: { list_name: 'black', ip: target, skip_enabled_check: '1' } };
  const reply = await api.call(call);
  if (!reply.ok) return reply;
  const failure = changeFailure(call.name, reply.value.data, reply.value.succeeded ? null : reply.value.reason);
  if (failure !== null) return failed(failure);
  const flushed = await endTemporaryBan(api, target);
  if (!flushed.ok) return flushed;
  const after = await readCphulkList(api, 'black');
  if (!after.ok) return after;
  const stays = after.value.some((each) => isTheSame(each, target));
  return stays ? failed(unexpected(call.name, `it said yes, and ${target} is still on the list`)) : ok('lifted');
}

/** A listed address that tried to log in is banned for a day, which outlives the entry. cPHulk forgets addresses, not ranges. */
async function endTemporaryBan(api: WhmApi, target: BlockTarget): Promise<Result<unknown, Problem>> {
  if (target.includes('/')) return ok(null);
  return askWhm(api, { name: 'flush_cphulk_login_history_for_ips', parameters: { ip: target } }, z.unknown());
}

const heldBlock = (entry: CphulkEntry): HeldBlock => ({
  target: entryTarget(entry),
  enforcer: 'cphulk',
  id: idInComment(entry.comment),
  untilEpoch: null,
  reason: reasonInComment(entry.comment),
  kept: null,
});
