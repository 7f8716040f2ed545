import * as z from 'zod/mini';
import { effects, enforcerNames } from '../../model/block.ts';
import { guardIds } from '../../model/block-report.ts';
import { oneLine } from '../reason.ts';

/**
 * Where a block stands. `begun` and `lifting` outside of a running change mean that somebody died there; `over`: nothing of
 * it is held any more.
 */
const blockPhases = ['begun', 'stands', 'lifting', 'over'] as const;
export type BlockPhase = (typeof blockPhases)[number];

const enforcer = z.enum(enforcerNames);
const text = z.string().check(z.maxLength(1000));
const epoch = z.number();
const id = z.string().check(z.regex(/^b-[\da-f]{16}$/));
const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('server') }),
  z.object({ kind: z.literal('account'), account: text }),
  z.object({ kind: z.literal('domain'), domain: text }),
]);

/** The block itself, as every line carries it that begins one or carries it into a new file. */
const block = {
  id,
  target: text,
  scope,
  sinceEpoch: epoch,
  untilEpoch: z.nullable(epoch),
  reason: text,
  by: text,
  /** Whose it is, where a reseller made it for the whole server. */
  reseller: z.optional(text),
};

/** Which run of the machine a line is of (`system/machine-run.ts`); lines of earlier versions do not say. */
const run = z.optional(text);

const held = z.object({ enforcer, endsByItselfEpoch: z.nullable(epoch), run });

const confirmed = z.array(z.enum(guardIds));

/** Every kind of line, by its `step`. */
export const entryShape = z.discriminatedUnion('step', [
  /** Written before anything is done. */
  z.object({
    step: z.literal('block-intent'),
    at: epoch,
    ...block,
    enforcers: z.array(enforcer),
    confirmed,
    overrideReason: z.nullable(text),
  }),
  z.object({
    step: z.literal('applied'),
    at: epoch,
    id,
    enforcer,
    endsByItselfEpoch: z.nullable(epoch),
    confirmed: z.boolean(),
    run,
    /** What it stops there; lines of earlier versions do not say. */
    effect: z.optional(z.enum(effects)),
    /** What a person should know beside it; lines of earlier versions have none. */
    remarks: z.optional(z.array(text)),
  }),
  z.object({ step: z.literal('apply-failed'), at: epoch, id, enforcer, problem: text }),
  z.object({
    step: z.literal('block-outcome'),
    at: epoch,
    id,
    outcome: z.enum(['blocked', 'partly-blocked', 'not-blocked']),
    recovered: z.boolean(),
  }),
  z.object({
    step: z.literal('lift-intent'),
    at: epoch,
    id,
    why: z.enum(['undone', 'expired', 'replaced', 'rolled-back', 'guard-refused']),
    by: text,
    /** Of whoever asked for it, where one was given. */
    reason: z.optional(text),
  }),
  z.object({ step: z.literal('lifted'), at: epoch, id, enforcer, found: z.enum(['lifted', 'was-not-there', 'place-gone']) }),
  z.object({ step: z.literal('lift-failed'), at: epoch, id, enforcer, problem: text }),
  z.object({ step: z.literal('lift-outcome'), at: epoch, id, outcome: z.enum(['lifted', 'partly-lifted']), recovered: z.boolean() }),
  /** Written before a block that a restart swept away is put back. */
  z.object({ step: z.literal('restore-intent'), at: epoch, id, enforcers: z.array(enforcer) }),
  /** `was-there`: somebody else had put it back, or it had never gone. */
  z.object({
    step: z.literal('restored'),
    at: epoch,
    id,
    enforcer,
    endsByItselfEpoch: z.nullable(epoch),
    found: z.enum(['put-back', 'was-there']),
    run,
  }),
  z.object({ step: z.literal('restore-failed'), at: epoch, id, enforcer, problem: text }),
  /** The first lines of a new file: what the old one says is still so. */
  z.object({
    step: z.literal('carried'),
    at: epoch,
    ...block,
    phase: z.enum(blockPhases),
    meant: z.array(enforcer),
    held: z.array(held),
    /** What was confirmed when it was made; files of earlier versions do not say. */
    confirmed: z.optional(confirmed),
    overrideReason: z.optional(z.nullable(text)),
  }),
  z.object({ step: z.literal('new-file'), at: epoch, dropped: z.number() }),
]);
export type JournalEntry = z.infer<typeof entryShape>;

/** A line longer than this is not ours. */
export const longestLine = 16 * 1024;

/** One line of the journal, without its end: every text in it printable and short. */
export const entryLine = (entry: JournalEntry): string =>
  JSON.stringify(entry, (_, value: unknown) => (typeof value === 'string' ? oneLine(value, 500) : value));

/** The entry a line holds; undefined when it is torn, foreign, or of a later version. */
export function entryOf(line: string): JournalEntry | undefined {
  if (line.length > longestLine) return undefined;
  try {
    return entryShape.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
