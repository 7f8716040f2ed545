import type { BlockWorld } from '../block/block-world.ts';
import type { GuardFacts, GuardQuestion } from '../block/guard/guard-facts.ts';
import type { EnforcerName } from '../model/block.ts';
import type { BlockProof } from '../model/block-proof.ts';
import type { BlockSummary } from '../model/block-report.ts';
import type { Operator } from '../model/operator.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { blockAddress, type BlockNeeds } from './block-address.ts';
import type { AskedBlock, Blocks } from './blocks.ts';
import { expireByItself } from './expire-blocks.ts';
import { guardAddress } from './guard-address.ts';
import { lastChange } from './last-change.ts';
import { listBlocks } from './list-blocks.ts';
import type { Watch } from './reviews.ts';
import { showJournal } from './show-journal.ts';
import { unblockAddress } from './unblock-address.ts';

export interface BlocksNeeds {
  /** A problem where this user has none. */
  readonly world: Result<BlockWorld, Problem>;
  /** How operators come here, for the journal: `on the command line`, `in the browser`. */
  readonly way: string;
  /** What the guard has to know, of now. */
  readonly guardFacts: (question: GuardQuestion, operator: Operator) => Promise<GuardFacts>;
  /** The same for many blocks one after the other, when nobody waits: what belongs to the machine is gathered once. */
  readonly guardFactsOfMany: () => (question: GuardQuestion) => Promise<GuardFacts>;
  readonly proof: (
    world: BlockWorld,
    block: BlockSummary,
    heldBy: readonly EnforcerName[],
    watch: Watch | undefined,
  ) => Promise<BlockProof | null>;
  readonly inForce: Blocks['inForce'];
}

/** All that can be asked about blocks, put together. */
export function blocksInWorld({ world, way, guardFacts, guardFactsOfMany, proof, inForce }: BlocksNeeds): Blocks {
  type Work<T> = (world: BlockWorld) => Promise<Result<T, Problem>> | Result<T, Problem>;
  const within = async <T>(work: Work<T>): Promise<Result<T, Problem>> => (world.ok ? work(world.value) : world);
  const needs = (of: BlockWorld, operator: Operator): BlockNeeds => ({
    world: of,
    guardFacts: (question) => guardFacts(question, operator),
  });
  const request = (asked: AskedBlock, operator: Operator): AskedBlock & { readonly by: string } => ({
    ...asked,
    by: whoAsks(operator, way),
  });
  return {
    guard: (asked, operator) => within((of) => guardAddress(needs(of, operator), request(asked, operator))),
    block: (asked, operator) => within((of) => blockAddress(needs(of, operator), request(asked, operator))),
    unblock: (choice, operator, reason) => within((of) => unblockAddress(of, choice, { by: whoAsks(operator, way), reason })),
    list: (most) => within((of) => listBlocks(of, most)),
    journal: (target, most) => within(({ journal, nowEpoch }) => showJournal(journal, { target, most, nowEpoch: nowEpoch() })),
    expire: () => within((of) => expireByItself({ world: of, guardFacts: guardFactsOfMany() })),
    lastChange: (id) =>
      within(({ journal, enforcers }) => lastChange(journal, id, (name) => enforcers.find((one) => one.name === name)?.title ?? name)),
    proof: async (block, heldBy, watch) => (world.ok ? proof(world.value, block, heldBy, watch) : null),
    inForce,
  };
}

/** `root (alice), on the command line`: who the journal says it was. */
const whoAsks = ({ name, actsFor }: Operator, way: string): string => `${name}${actsFor === null ? '' : ` (${actsFor})`}, ${way}`;
