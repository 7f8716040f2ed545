import { join } from 'node:path';
import type { Blocks } from '../../actions/blocks.ts';
import { blocksInWorld } from '../../actions/blocks-in-world.ts';
import type { Reviews } from '../../actions/reviews.ts';
import { type BlockWorld, usualLimits } from '../../block/block-world.ts';
import { openJournal } from '../../block/journal/journal.ts';
import { newBlockId } from '../../block/new-block-id.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { Panel } from '../../panels/panel.ts';
import type { Operator } from '../../model/operator.ts';
import { machineRun } from '../../system/machine-run.ts';
import { localOperator } from '../local-operator.ts';
import { memoryFolder } from '../memory-folder.ts';
import { blocksInForce } from './blocks-in-force.ts';
import { enforcersHere } from './enforcers-here.ts';
import { factsHere, type FactsPlace, factsOfMany } from './facts-here.ts';
import type { FromPanel } from './from-panel.ts';
import { proofHere } from './proof-here.ts';

export interface BlockPlace {
  readonly panel: Panel;
  /** `/`, or the folder that stands for it in a test. */
  readonly root: string;
  /** How operators come here, for the journal: `on the command line`, `in the browser`. */
  readonly way: string;
  readonly connections: Reviews['connections'];
  readonly fromPanel?: FromPanel;
}

/** Blocks of this machine, with the journal in the state folder of its panel, which is root's. */
export function openBlocks({ panel, root, way, connections, fromPanel = {} }: BlockPlace): Blocks {
  const folder = memoryFolder(panel.name, root);
  const place = (operator: Operator): FactsPlace => ({
    panel,
    root,
    stateFolder: folder ?? '',
    nowEpoch: nowEpoch(),
    connections,
    operator,
    fromPanel,
  });
  return blocksInWorld({
    world: folder === null ? failed(needsRoot) : worldIn(folder, panel, root, fromPanel),
    way,
    guardFacts: (question, operator) => factsHere(question, place(operator)),
    guardFactsOfMany: () => factsOfMany(place(localOperator())),
    proof: ({ enforcers }, block, heldBy, watch) => proofHere({ panel, connections, enforcers }, block, heldBy, watch),
    inForce: () => blocksInForce(panel.name, root),
  });
}

const needsRoot: Problem = { kind: 'cannot-do', where: 'This user', what: 'see or make blocks; that takes root' };

function worldIn(folder: string, panel: Panel, root: string, { rebuildSite }: FromPanel): Result<BlockWorld, Problem> {
  const journal = openJournal(folder);
  return ok({
    ...enforcersHere({ panel: panel.name, root, stateFolder: folder, journal, rebuildSite }),
    journal,
    lockPath: join(folder, 'changes.lock'),
    limits: usualLimits,
    nowEpoch,
    machineRun: () => machineRun(),
    newId: newBlockId,
  });
}

const nowEpoch = (): number => Math.floor(Date.now() / 1000);
