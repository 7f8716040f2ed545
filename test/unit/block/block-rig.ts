import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { BlockRequest } from '../../../src/block/block-request.ts';
import { type BlockLimits, type BlockWorld, usualLimits } from '../../../src/block/block-world.ts';
import { carryOut } from '../../../src/block/carry-out.ts';
import { guard } from '../../../src/block/guard/guard.ts';
import { type GuardFacts, noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { type BlockRecord, blockRecords } from '../../../src/block/journal/block-record.ts';
import { openJournal } from '../../../src/block/journal/journal.ts';
import { newBlockId } from '../../../src/block/new-block-id.ts';
import { parseBlockTarget } from '../../../src/block/target.ts';
import type { BlockTarget, HeldBlock } from '../../../src/model/block.ts';
import type { BlockReport } from '../../../src/model/block-report.ts';
import type { Problem } from '../../../src/model/problem.ts';
import type { Result } from '../../../src/model/result.ts';
import { type FakeOptions, fakeEnforcer } from '../../contract/fake-enforcer.ts';

/** A machine with a journal and two places that block: cPHulk, which stops logins, and a firewall. */
export interface Rig {
  readonly folder: string;
  readonly world: BlockWorld;
  /** Seconds since 1970; moved by hand. */
  clock: { epoch: number };
  /** The run of the machine; another id is a restart. */
  machine: { id: string; upSeconds: number };
  /** What a place answers instead of doing it. */
  fails: Map<string, Problem>;
  readonly block: (target: string, more?: Partial<BlockRequest>, facts?: Partial<GuardFacts>) => Promise<BlockReport>;
  readonly records: () => readonly BlockRecord[];
  /** Targets each place holds for us. */
  readonly held: () => Promise<Record<string, readonly string[]>>;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function blockRig(limits: Partial<BlockLimits> = {}, firewall: FakeOptions = {}): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-block-'));
  folders.push(folder);
  const clock = { epoch: 2_000_000_000 };
  const machine = { id: 'run 1', upSeconds: 600 };
  const fails = new Map<string, Problem>();
  const nowEpoch = (): number => clock.epoch;
  const place = (name: 'cphulk' | 'nftables', options: FakeOptions): ReturnType<typeof fakeEnforcer> =>
    fakeEnforcer(join(folder, name), { name, nowEpoch, fails: (what) => fails.get(`${name} ${what}`) ?? null, ...options });
  const enforcers = [place('cphulk', { effect: 'logins', endsByItself: false }), place('nftables', firewall)];
  const journal = openJournal(folder);
  const world: BlockWorld = {
    enforcers,
    native: ['cphulk'],
    journal,
    lockPath: join(folder, 'changes.lock'),
    limits: { ...usualLimits, ...limits },
    nowEpoch,
    machineRun: () => machine,
    newId: newBlockId,
  };
  return {
    folder,
    world,
    clock,
    machine,
    fails,
    block: async (text, more = {}, facts = {}) => {
      const asked = request(text, more);
      return valueOf(await carryOut(world, asked, () => Promise.resolve(guard(asked, { ...noGuardFacts, ...facts }))));
    },
    records: () => [...blockRecords(valueOf(journal.read()).entries).values()],
    held: async () => {
      const lists = await Promise.all(
        enforcers.map(
          async (enforcer) =>
            [enforcer.name, valueOf(await enforcer.list()).flatMap(({ id, target }) => (id === null ? [] : [target]))] as const,
        ),
      );
      return Object.fromEntries(lists);
    },
  };
}

export function request(text: string, more: Partial<BlockRequest> = {}): BlockRequest {
  return {
    target: targetOf(text),
    scope: { kind: 'server' },
    duration: '1h',
    reason: 'too many requests',
    via: null,
    by: 'root, on the command line',
    confirmed: [],
    overrideReason: null,
    ...more,
  };
}

export function targetOf(text: string): BlockTarget {
  const target = parseBlockTarget(text);
  if (!target.ok) throw new Error(text);
  return target.value;
}

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** The file in which the firewall of the rig holds a block of the whole server. */
export const placeOf = (folder: string, target: string): string =>
  join(folder, 'nftables', `ours-${encodeURIComponent(`server ${target}`)}`);

/** A block in the firewall that the journal knows nothing of; without an id it is somebody else's. */
export function holdInPlace(folder: string, target: string, id: string | null, untilEpoch: number | null = null): void {
  const held: HeldBlock = { target, enforcer: 'nftables', id, untilEpoch, reason: null, kept: null };
  writeFileSync(placeOf(folder, target), JSON.stringify(held));
}
