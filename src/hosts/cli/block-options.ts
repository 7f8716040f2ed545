import type { AskedBlock } from '../../actions/blocks.ts';
import { blockTargetOf } from '../../model/block-target.ts';
import {
  blockDurations,
  type BlockScope,
  type BlockTarget,
  type EnforcerName,
  enforcerNames,
  isBlockDuration,
  usualDuration,
} from '../../model/block.ts';
import { parseDomainName } from '../../model/domain-name.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { OptionShape, RawOptions } from './options.ts';

type BadInput = Extract<Problem, { kind: 'bad-input' }>;

/** Options that say what a block is. */
export const blockShapes: Readonly<Record<string, OptionShape>> = {
  scope: { type: 'string' },
  via: { type: 'string' },
  for: { type: 'string' },
  reason: { type: 'string' },
};

/** The block that a command line asks for; nothing is confirmed yet. */
export function readBlock(options: RawOptions): Result<AskedBlock, BadInput> {
  const target = readTarget(options.words);
  if (!target.ok) return target;
  const scope = readScope(options.text('scope') ?? 'server');
  if (!scope.ok) return scope;
  const via = readVia(options.text('via'));
  if (!via.ok) return via;
  const duration = options.text('for') ?? usualDuration;
  if (!isBlockDuration(duration)) return misfit('--for', duration, `one of ${Object.keys(blockDurations).join(', ')}`);
  const reason = options.text('reason') ?? '';
  return ok({ target: target.value, scope: scope.value, duration, reason, via: via.value, confirmed: [], overrideReason: null });
}

/** The one address or range of a command line. */
export function readTarget(words: readonly string[]): Result<BlockTarget, BadInput> {
  const [text = '', extra] = words;
  if (extra !== undefined) return misfit('ADDRESS', extra, 'one address or range');
  const target = blockTargetOf(text);
  return target === undefined ? misfit('ADDRESS', text, 'an address or a range, such as 203.0.113.7 or 203.0.113.0/24') : ok(target);
}

function readScope(text: string): Result<BlockScope, BadInput> {
  if (text === 'server') return ok({ kind: 'server' });
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)];
  if (kind === 'account' && name !== '') return ok({ kind, account: name });
  const domain = kind === 'domain' ? parseDomainName(name) : undefined;
  return domain === undefined ? misfit('--scope', text, 'server, account:NAME or domain:NAME') : ok({ kind: 'domain', domain });
}

/** Null where the plan is to choose. */
function readVia(text: string | undefined): Result<readonly EnforcerName[] | null, BadInput> {
  if (text === undefined) return ok(null);
  const names: EnforcerName[] = [];
  for (const word of text.split(',')) {
    const name = enforcerNames.find((one) => one === word.trim());
    if (name === undefined) return misfit('--via', word, `some of ${enforcerNames.join(',')}`);
    if (!names.includes(name)) names.push(name);
  }
  return ok(names);
}

const misfit = (field: string, got: string, expected: string): Result<never, BadInput> =>
  failed({ kind: 'bad-input', field, got, expected });
