import * as z from 'zod/mini';
import type { HeldBlock } from '../../../model/block.ts';
import { firewallTarget } from '../firewall-target.ts';
import { readMark } from '../mark.ts';
import { tableName } from './rules.ts';

/** What our table holds. */
export interface TableState {
  /** Names of its sets, sorted. */
  readonly sets: readonly string[];
  /** Every set has its rule; false when somebody emptied the chain: then the sets are only lists. */
  readonly isWhole: boolean;
  readonly blocks: readonly HeldBlock[];
}

/** Shapes of `nft -j list …`: libnftables-json(5). Fields that we do not read are left out. */
const tablesShape = z.object({
  nftables: z.array(z.object({ table: z.optional(z.object({ family: z.string(), name: z.string() })) })),
});

const valueShape = z.union([z.string(), z.object({ prefix: z.object({ addr: z.string(), len: z.number() }) })]);

const elementShape = z.object({
  elem: z.object({
    val: valueShape,
    expires: z.optional(z.number()),
    comment: z.optional(z.string()),
    counter: z.optional(z.object({ packets: z.number() })),
  }),
});

const setShape = z.object({ name: z.string(), elem: z.optional(z.array(z.union([elementShape, valueShape]))) });

const ruleShape = z.object({ expr: z.array(z.looseObject({ match: z.optional(z.object({ right: z.unknown() })) })) });

const tableShape = z.object({ nftables: z.array(z.object({ set: z.optional(setShape), rule: z.optional(ruleShape) })) });

/** Whether the answer to `nft -j list tables` names our table; undefined when it is no such answer. */
export function hasOurTable(json: string): boolean | undefined {
  const answer = tablesShape.safeParse(parsed(json));
  return answer.success ? answer.data.nftables.some(({ table }) => table?.family === 'inet' && table.name === tableName) : undefined;
}

/** What the answer to `nft -j list table inet active_connections` says; undefined when it is no such answer. */
export function readTable(json: string, nowEpoch: number): TableState | undefined {
  const answer = tableShape.safeParse(parsed(json));
  if (!answer.success) return undefined;
  const sets = answer.data.nftables.flatMap(({ set }) => set ?? []);
  const ruled = new Set(answer.data.nftables.flatMap(({ rule }) => (rule !== undefined && drops(rule) ? setsIn(rule) : [])));
  return {
    sets: sets.map(({ name }) => name).sort(),
    isWhole: sets.every(({ name }) => ruled.has(`@${name}`)),
    blocks: sets.flatMap(({ elem = [] }) => elem.map((element) => heldBlock(element, nowEpoch))),
  };
}

type Rule = z.infer<typeof ruleShape>;
const drops = ({ expr }: Rule): boolean => expr.some((part) => 'drop' in part);
const setsIn = ({ expr }: Rule): readonly unknown[] => expr.flatMap(({ match }) => (match === undefined ? [] : [match.right]));

function heldBlock(element: z.infer<typeof elementShape> | z.infer<typeof valueShape>, nowEpoch: number): HeldBlock {
  const { val, expires, comment, counter } = typeof element === 'object' && 'elem' in element ? element.elem : { val: element };
  const text = typeof val === 'string' ? val : `${val.prefix.addr}/${val.prefix.len}`;
  const mark = readMark(comment ?? '');
  return {
    target: firewallTarget(text)?.text ?? text,
    enforcer: 'nftables',
    id: mark?.id ?? null,
    untilEpoch: mark?.untilEpoch ?? (expires === undefined ? null : nowEpoch + expires),
    reason: null,
    kept: counter?.packets ?? null,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
