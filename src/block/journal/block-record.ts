import type { BlockOrder, BlockScope, EnforcerName } from '../../model/block.ts';
import type { BlockSummary, GuardId } from '../../model/block-report.ts';
import { parseBlockTarget } from '../target.ts';
import type { BlockPhase, JournalEntry } from './journal-entry.ts';

/** A block as the lines about it tell it. */
export interface BlockRecord {
  readonly order: BlockOrder;
  readonly sinceEpoch: number;
  readonly by: string;
  /** The reseller who made it for the whole server; null for every other block. Nobody's blocks are taken for somebody else's. */
  readonly reseller: string | null;
  readonly phase: BlockPhase;
  /** What was meant to hold it. */
  readonly meant: readonly EnforcerName[];
  /** What holds it, as far as the lines say, and when it lets go by itself. */
  readonly held: ReadonlyMap<EnforcerName, number | null>;
  /** In which run of the machine each place was last seen to hold it, where that is known. */
  readonly runs: ReadonlyMap<EnforcerName, string>;
  /** What the guard said and whoever made it saw, and why they went on in spite of a refusal; null where there was none. */
  readonly confirmed: readonly GuardId[];
  readonly overrideReason: string | null;
  /** Being put back after a restart: since when, and when that last failed; seconds since 1970. Null when nothing is to be. */
  readonly restoring: { readonly sinceEpoch: number; readonly failedEpoch: number | null } | null;
  /** When it last could not be lifted, seconds since 1970. */
  readonly liftFailedEpoch: number | null;
}

/** All blocks that the lines tell of, by id. */
export function blockRecords(entries: readonly JournalEntry[]): ReadonlyMap<string, BlockRecord> {
  const records = new Map<string, BlockRecord>();
  for (const entry of entries) {
    const record = after(entry, records);
    if (record !== undefined) records.set(record.order.id, record);
  }
  return records;
}

/** The record that an entry begins or changes; undefined when it does neither. */
function after(entry: JournalEntry, records: ReadonlyMap<string, BlockRecord>): BlockRecord | undefined {
  if (entry.step === 'new-file') return undefined;
  if (entry.step === 'block-intent') return begun(entry, 'begun', entry.enforcers, new Map(), new Map());
  if (entry.step === 'carried') {
    const held = new Map(entry.held.map(({ enforcer, endsByItselfEpoch }) => [enforcer, endsByItselfEpoch]));
    const runs = new Map(entry.held.flatMap(({ enforcer, run }) => (run === undefined ? [] : [[enforcer, run] as const])));
    return begun(entry, entry.phase, entry.meant, held, runs);
  }
  const record = records.get(entry.id);
  if (record === undefined) return undefined;
  switch (entry.step) {
    case 'applied':
      return seen(record, entry);
    case 'restored':
      return { ...seen(record, entry), restoring: null };
    case 'restore-intent':
      return { ...record, restoring: { sinceEpoch: record.restoring?.sinceEpoch ?? entry.at, failedEpoch: null } };
    case 'restore-failed':
      return { ...record, restoring: { sinceEpoch: record.restoring?.sinceEpoch ?? entry.at, failedEpoch: entry.at } };
    case 'lifted': {
      const held = new Map(record.held);
      held.delete(entry.enforcer);
      return { ...record, held };
    }
    case 'apply-failed':
      return record;
    // What could not be lifted is taken to be there, also when nobody saw it come.
    case 'lift-failed':
      return {
        ...record,
        held: new Map(record.held).set(entry.enforcer, record.held.get(entry.enforcer) ?? null),
        liftFailedEpoch: entry.at,
      };
    case 'block-outcome':
      return { ...record, phase: record.held.size > 0 ? 'stands' : 'over' };
    case 'lift-intent':
      return { ...record, phase: 'lifting' };
    case 'lift-outcome':
      return { ...record, phase: record.held.size > 0 ? 'stands' : 'over' };
  }
}

function seen(
  record: BlockRecord,
  { enforcer, endsByItselfEpoch, run }: Extract<JournalEntry, { step: 'applied' | 'restored' }>,
): BlockRecord {
  const runs = new Map(record.runs);
  if (run === undefined) runs.delete(enforcer);
  else runs.set(enforcer, run);
  return { ...record, held: new Map(record.held).set(enforcer, endsByItselfEpoch), runs };
}

type BlockLine = Extract<JournalEntry, { step: 'block-intent' | 'carried' }>;

function begun(
  line: BlockLine,
  phase: BlockPhase,
  meant: readonly EnforcerName[],
  held: BlockRecord['held'],
  runs: BlockRecord['runs'],
): BlockRecord | undefined {
  const target = parseBlockTarget(line.target);
  if (!target.ok) return undefined;
  const { id, scope, untilEpoch, reason, sinceEpoch, by, reseller = null, confirmed = [], overrideReason = null } = line;
  const order = { id, target: target.value, scope, untilEpoch, reason };
  const made = { order, sinceEpoch, by, reseller, confirmed, overrideReason };
  return { ...made, phase, meant, held, runs, restoring: null, liftFailedEpoch: null };
}

/**
 * The line that carries a record into a new file. What somebody wanted lifted is never put back after a restart: it goes on
 * without the run that it was seen in.
 */
export const carriedEntry = (record: BlockRecord, nowEpoch: number): JournalEntry => ({
  step: 'carried',
  at: nowEpoch,
  ...record.order,
  sinceEpoch: record.sinceEpoch,
  by: record.by,
  ...(record.reseller === null ? {} : { reseller: record.reseller }),
  held: [...record.held].map(([enforcer, endsByItselfEpoch]) => {
    const run = record.liftFailedEpoch === null ? record.runs.get(enforcer) : undefined;
    return { enforcer, endsByItselfEpoch, ...(run === undefined ? {} : { run }) };
  }),
  phase: record.phase,
  meant: [...record.meant],
  confirmed: [...record.confirmed],
  overrideReason: record.overrideReason,
});

export const isUnfinished = ({ phase }: BlockRecord): boolean => phase === 'begun' || phase === 'lifting';

/** Whether it was made within these seconds; also when the clock was set back since then. */
export const wasMadeWithin = ({ sinceEpoch }: BlockRecord, seconds: number, nowEpoch: number): boolean =>
  Math.abs(nowEpoch - sinceEpoch) < seconds;
export const stands = ({ phase }: BlockRecord): boolean => phase === 'stands';

export function summaryOf({ order, sinceEpoch, by, reseller }: BlockRecord): BlockSummary {
  const { id, target, scope, untilEpoch, reason } = order;
  return {
    id,
    target,
    scope,
    since: isoTime(sinceEpoch),
    until: untilEpoch === null ? null : isoTime(untilEpoch),
    reason,
    by,
    ...(reseller === null ? {} : { reseller }),
  };
}

export const isoTime = (epoch: number): string => new Date(epoch * 1000).toISOString();

type Place = Pick<BlockOrder, 'target' | 'scope'>;

/** Two blocks of the same address for the same scope. */
export const isSamePlace = (one: Place, other: Place): boolean =>
  one.target === other.target && scopeKey(one.scope) === scopeKey(other.scope);

function scopeKey(scope: BlockScope): string {
  switch (scope.kind) {
    case 'server':
      return 'server';
    case 'account':
      return `account ${scope.account}`;
    case 'domain':
      return `domain ${scope.domain}`;
  }
}
