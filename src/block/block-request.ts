import { type BlockDuration, blockDurations, type BlockScope, type BlockTarget, type EnforcerName } from '../model/block.ts';
import type { GuardId } from '../model/block-report.ts';
import type { ServerBlocks } from '../model/operator.ts';
import type { Problem } from '../model/problem.ts';
import { oneLine } from './reason.ts';

/** A block as a person asks for it. */
export interface BlockRequest {
  readonly target: BlockTarget;
  readonly scope: BlockScope;
  readonly duration: BlockDuration;
  /** Raw; empty is allowed except for a permanent block. */
  readonly reason: string;
  /** Only these enforcers; null = as the plan chooses. */
  readonly via: readonly EnforcerName[] | null;
  /** The server's firewall as well, where the panel's own block would do. */
  readonly firewallToo?: boolean;
  /** Who asks: `root, on the command line`. Raw. */
  readonly by: string;
  /** What the guard said and the person saw: warnings they go on in spite of, refusals they override. */
  readonly confirmed: readonly GuardId[];
  /** Why a refusal is overridden. Without it none is. */
  readonly overrideReason: string | null;
  /** Who asks for a block of the whole server without being its administrator, and how often they may; left out for everybody else. */
  readonly reseller?: AskingReseller;
}

export interface AskingReseller extends ServerBlocks {
  /** Their login. */
  readonly name: string;
}

/** What is wrong with a request by itself, before anything is looked at. Problems: bad-input. */
export function requestProblem({ duration, reason, via, scope }: BlockRequest): Problem | null {
  if (duration === 'permanent' && oneLine(reason) === '') {
    return { kind: 'bad-input', field: 'reason', got: '', expected: 'a few words: a block without an end needs a reason' };
  }
  if (via?.length === 0) return { kind: 'bad-input', field: 'via', got: '', expected: 'the name of at least one enforcer' };
  return scopeProblem(scope);
}

/** What a reseller's block of the whole server lacks once it is to be made, not only looked at. Problems: bad-input. */
export function reasonProblem({ reason, reseller }: BlockRequest): Problem | null {
  if (reseller === undefined || oneLine(reason) !== '') return null;
  return { kind: 'bad-input', field: 'reason', got: '', expected: 'a few words: a block of the whole server needs a reason' };
}

/** The journal keeps names as they are, or not at all: by them the block is found again. */
function scopeProblem(scope: BlockScope): Problem | null {
  if (scope.kind === 'server') return null;
  const name = scope.kind === 'account' ? scope.account : scope.domain;
  if (name !== '' && oneLine(name) === name) return null;
  return { kind: 'bad-input', field: scope.kind, got: name, expected: 'the name of one, at most 200 characters' };
}

/** When a block asked for now ends, seconds since 1970; null = never. */
export function endOf(duration: BlockDuration, nowEpoch: number): number | null {
  const seconds = blockDurations[duration];
  return seconds === null ? null : nowEpoch + seconds;
}
