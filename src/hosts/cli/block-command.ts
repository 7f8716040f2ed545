import type { AskedBlock, Blocks } from '../../actions/blocks.ts';
import type { BlockReport, GuardAddressReport } from '../../model/block-report.ts';
import type { Operator } from '../../model/operator.ts';
import type { Problem } from '../../model/problem.ts';
import { assertNever, ok, type Result } from '../../model/result.ts';
import { localOperator } from '../local-operator.ts';
import { blockShapes, readBlock } from './block-options.ts';
import { blockText } from './block-text.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type RawOptions, readOptions } from './options.ts';

export const blockCommand: Command = {
  name: 'block',
  summary: 'block an address or a range',
  usage:
    'block ADDRESS [--for 10m|1h|24h|7d|permanent] [--reason TEXT] [--scope server|account:NAME|domain:NAME] [--via LIST] [--yes] [--override REASON] [--dry-run] [--json]',
  details: [
    'Blocks it with what this server has: the panel’s own block and the firewall, each on its own line, read back after it was',
    'made. What speaks against it is asked first: your own address, this server, those it needs, crawlers that are what they',
    'say, lists of those who are let in. Then nothing is changed, and the exit code is 3.',
    '',
    '  --for       how long; 1h unless given. permanent needs a reason',
    '  --scope     whom it protects: the server, or the sites of one account, or one site',
    '  --via       only these, with commas: nftables,iptables,firewalld,csf,crowdsec,cphulk,ip-blocker,ip-ban,htaccess',
    '  --yes       confirm what only has to be minded',
    '  --override  go past a refusal, for this reason; it is kept in the journal. Some refusals nobody goes past',
    '  --dry-run   show what speaks against it and exactly what would be done; change nothing',
  ],
  run: async (words, context) => {
    const shapes = { ...blockShapes, yes: { type: 'boolean' }, override: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
    const options = readOptions(words, shapes);
    if (!options.ok) return context.badUse(options.problem);
    const asked = readBlock(options.value);
    if (!asked.ok) return context.badUse(asked.problem);
    const report = await blockReport(asked.value, options.value, context.blocks(), localOperator());
    if (!report.ok) return report.problem.kind === 'bad-input' ? context.badUse(report.problem) : context.failed(report.problem);
    if (options.value.flag('json')) await context.json(report.value);
    else context.print(blockText(report.value, context.terminal));
    return exitCodeOf(report.value);
  },
};

async function blockReport(
  asked: AskedBlock,
  options: RawOptions,
  blocks: Blocks,
  operator: Operator,
): Promise<Result<BlockReport, Problem>> {
  const override = options.text('override') ?? null;
  const isDry = options.flag('dry-run');
  if (!isDry && override === null && !options.flag('yes')) return blocks.block(asked, operator);
  const guarded = await blocks.guard(asked, operator);
  if (!guarded.ok) return guarded;
  if (isDry) return ok(dryRun(guarded.value));
  // Confirmed is what was said, not whatever may be said: the journal keeps it.
  const { refusals, warnings } = guarded.value.guard;
  const confirmed = [...warnings, ...(override === null ? [] : refusals.filter(({ overridable }) => overridable))].map(({ id }) => id);
  return blocks.block({ ...asked, confirmed, overrideReason: override }, operator);
}

const dryRun = ({ takenAt, target, guard, plan }: GuardAddressReport): BlockReport => ({
  takenAt,
  outcome: 'dry-run',
  block: null,
  effects: [],
  target,
  guard,
  plan,
  steps: [],
  recovered: [],
  problems: [],
});

function exitCodeOf({ outcome, guard }: BlockReport): ExitCode {
  switch (outcome) {
    case 'blocked':
    case 'already-blocked':
      return exitCodes.answered;
    case 'dry-run':
      return guard.refusals.length > 0 ? exitCodes.refused : exitCodes.answered;
    case 'refused':
    case 'needs-confirmation':
      return exitCodes.refused;
    case 'partly-blocked':
    case 'not-blocked':
      return exitCodes.notDone;
    default:
      return assertNever(outcome);
  }
}
