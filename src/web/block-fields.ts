import type { AskedBlock } from '../actions/blocks.ts';
import { blockDurations, isBlockDuration, usualDuration } from '../model/block.ts';
import { type GuardId, guardIds } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { PageQuestion } from '../views/page-target.ts';

/** What a form about a block says. */
export interface BlockFields {
  readonly does: 'block' | 'unblock';
  readonly duration: AskedBlock['duration'];
  /** Raw, as typed. */
  readonly reason: string;
  readonly override: string;
  readonly firewallToo: boolean;
  /** What the guard said on the page that was confirmed. */
  readonly shown: readonly GuardId[];
}

const fieldNames = ['token', 'do', 'for', 'reason', 'override', 'firewall', 'shown'] as const;
const longestText = 1000;

/** The token that came with a form; empty where there is none, or several. */
export function tokenIn(fields: URLSearchParams): string {
  const [token = '', ...more] = fields.getAll('token');
  return more.length === 0 ? token : '';
}

/** Problems: bad-input, also for a field that came twice: whoever reads only one of them is told another story. */
export function readBlockFields(fields: URLSearchParams): Result<BlockFields, Problem> {
  const texts = new Map<string, string>();
  for (const name of fieldNames) {
    const [text = '', ...more] = fields.getAll(name);
    if (more.length > 0) return misfit(name, [text, ...more].join(', '), 'one value, not several');
    if (text.length > longestText) return misfit(name, text, `at most ${String(longestText)} characters`);
    texts.set(name, text);
  }
  const does = texts.get('do') ?? '';
  if (does !== 'block' && does !== 'unblock') return misfit('do', does, 'block or unblock');
  const duration = texts.get('for') || usualDuration;
  if (!isBlockDuration(duration)) return misfit('for', duration, `one of ${Object.keys(blockDurations).join(', ')}`);
  const shown = (texts.get('shown') ?? '').split(' ').filter((id) => id !== '');
  const ids = shown.flatMap((id) => guardIds.find((known) => known === id) ?? []);
  if (ids.length < shown.length) return misfit('shown', shown.join(' '), 'answers of the guard');
  const firewallToo = texts.get('firewall') === '1';
  return ok({ does, duration, reason: texts.get('reason') ?? '', override: texts.get('override') ?? '', firewallToo, shown: ids });
}

const misfit = (field: string, got: string, expected: string): Result<never, Problem> =>
  failed({ kind: 'bad-input', field, got, expected });

/** A block as a page and its form ask for it; a page of one site asks for that site alone. */
export const askedBlock = (
  target: NonNullable<PageQuestion['target']>,
  site: string | null,
  { duration, reason, shown, override, firewallToo }: Omit<BlockFields, 'does'>,
): AskedBlock => ({
  target,
  scope: site === null ? { kind: 'server' } : { kind: 'domain', domain: site },
  duration,
  reason,
  via: null,
  firewallToo,
  confirmed: shown,
  overrideReason: override.trim() === '' ? null : override,
});
