import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockDuration } from '../../src/model/block.ts';
import { type BlockWorld, usualLimits } from '../../src/block/block-world.ts';
import { carryOut } from '../../src/block/carry-out.ts';
import { expire } from '../../src/block/expire.ts';
import { entryLine } from '../../src/block/journal/journal-entry.ts';
import { openJournal } from '../../src/block/journal/journal.ts';
import { newBlockId } from '../../src/block/new-block-id.ts';
import { parseBlockTarget } from '../../src/block/target.ts';
import { undo } from '../../src/block/undo.ts';
import { fakeEnforcer } from '../contract/fake-enforcer.ts';

/** A process that changes blocks and dies at a step it is told, as hard as a process can. */
export interface ChildOrders {
  readonly folder: string;
  readonly does: 'block' | 'undo' | 'expire' | 'append' | 'many';
  readonly target: string;
  readonly duration: BlockDuration;
  readonly nowEpoch: number;
  /** Dies at this step; null never. */
  readonly dieAt: number | null;
  readonly count: number;
  /** Of the machine: another one is a restart. */
  readonly run: string;
  /** The guard refuses what is to be put back. */
  readonly refuses: boolean;
}

const orders = JSON.parse(process.argv[2] ?? '') as ChildOrders;
const { folder, dieAt } = orders;
const nowEpoch = (): number => orders.nowEpoch;

let step = 0;
/** True at the step to die at. */
const isLast = (): boolean => ++step === dieAt;
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
const at = (): void => {
  if (isLast()) die();
};

const journal = openJournal(folder);
const world: BlockWorld = {
  enforcers: [
    fakeEnforcer(join(folder, 'cphulk'), { name: 'cphulk', effect: 'logins', endsByItself: false, nowEpoch, at }),
    fakeEnforcer(join(folder, 'nftables'), { name: 'nftables', nowEpoch, at }),
  ],
  native: ['cphulk'],
  journal: {
    ...journal,
    append: (entry) => {
      at();
      if (isLast()) {
        // The machine stops in the middle of the line.
        const line = entryLine(entry);
        appendFileSync(join(folder, 'journal'), line.slice(0, line.length / 2), { mode: 0o600 });
        die();
      }
      const written = journal.append(entry);
      at();
      return written;
    },
    startNewFile: (entries, epoch) => {
      at();
      const begun = journal.startNewFile(entries, epoch);
      at();
      return begun;
    },
  },
  lockPath: join(folder, 'changes.lock'),
  limits: { ...usualLimits, blocksPerHour: 100_000, blocksListed: 100_000 },
  nowEpoch,
  machineRun: () => ({ id: orders.run, upSeconds: 600 }),
  newId: newBlockId,
};

const nothing = { refusals: [], warnings: [], offers: [], problems: [] };
const refusing = { ...nothing, refusals: [{ id: 'this-server', text: 'It is this server.', wayOut: '', overridable: false }] } as const;

async function block(text: string): Promise<void> {
  const target = parseBlockTarget(text);
  if (!target.ok) throw new Error(text);
  const { duration } = orders;
  const request = {
    target: target.value,
    scope: { kind: 'server' },
    duration,
    reason: 'a test',
    via: null,
    by: 'child',
    confirmed: [],
    overrideReason: null,
  } as const;
  const report = await carryOut(world, request, () => Promise.resolve(nothing));
  if (!report.ok) throw new Error(JSON.stringify(report.problem));
}

async function work(): Promise<void> {
  switch (orders.does) {
    case 'block':
      return block(orders.target);
    case 'many':
      for (let number = 0; number < orders.count; number++) {
        await block(`${orders.target}${number}`);
        process.stdout.write('.');
      }
      return;
    case 'undo': {
      const target = parseBlockTarget(orders.target);
      if (target.ok) await undo(world, { by: 'target', target: target.value, scope: null }, { by: 'child', reason: '' });
      return;
    }
    case 'expire':
      await expire(world, {
        patienceMs: 5000,
        mostBlocks: 100,
        putBack: { askGuard: () => Promise.resolve(orders.refuses ? refusing : nothing), mostBlocks: 100, seconds: 600 },
      });
      return;
    case 'append':
      for (let number = 0; number < orders.count; number++) {
        const written = journal.append({
          step: 'lift-intent',
          at: number,
          id: newBlockId(),
          why: 'undone',
          by: `${orders.target} ${'x'.repeat(number % 400)}`,
        });
        if (!written.ok) throw new Error(JSON.stringify(written.problem));
      }
      return;
  }
}

void work().then(() => {
  process.stdout.write(String(step));
});
