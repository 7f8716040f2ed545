import { type BlockRequest, endOf, requestProblem } from '../block/block-request.ts';
import { guard } from '../block/guard/guard.ts';
import { withOthers } from '../block/held-by-others.ts';
import { blockRecords, isoTime } from '../block/journal/block-record.ts';
import { planBlock } from '../block/plan.ts';
import { oneLine } from '../block/reason.ts';
import type { GuardAddressReport, GuardReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { BlockNeeds } from './block-address.ts';

/**
 * What speaks against a block, and what it would do: nothing is changed. Also the dry run. Problems: bad-input, and for a
 * reseller those of reading the journal.
 */
export async function guardAddress({ world, guardFacts }: BlockNeeds, request: BlockRequest): Promise<Result<GuardAddressReport, Problem>> {
  const problem = requestProblem(request);
  if (problem !== null) return failed(problem);
  const { target, scope, duration, reason, via, firewallToo } = request;
  const order = { id: world.newId(), target, scope, untilEpoch: endOf(duration, world.nowEpoch()), reason: oneLine(reason) };
  const plan = await planBlock(order, world.enforcers, world.native, via, firewallToo);
  const said = guard(request, await guardFacts(request));
  const answer = (guarded: GuardReport): GuardAddressReport => ({
    takenAt: isoTime(world.nowEpoch()),
    target,
    guard: guarded,
    plan: plan.report,
  });
  if (request.reseller === undefined) return ok(answer(said));
  const reading = world.journal.read();
  if (!reading.ok) return reading;
  return ok(answer(await withOthers(said, order, request, blockRecords(reading.value.entries).values(), plan.steps)));
}
