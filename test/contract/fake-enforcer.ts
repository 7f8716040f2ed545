import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Enforcer } from '../../src/block/enforcer.ts';
import { type BlockOrder, type BlockScope, type Effect, type EnforcerName, enforcerNames, type HeldBlock } from '../../src/model/block.ts';
import type { Problem } from '../../src/model/problem.ts';
import { assertNever, failed, ok, type Result } from '../../src/model/result.ts';

export interface FakeOptions {
  readonly name?: EnforcerName;
  readonly effect?: Effect;
  readonly scopes?: readonly BlockScope['kind'][];
  readonly outlivesRestart?: Enforcer['outlivesRestart'];
  /** Forgets a block when its time is over, as a firewall's set with a timeout does. */
  readonly endsByItself?: boolean;
  readonly nowEpoch?: () => number;
  /** Answer of the next calls: a failure, or nothing special. */
  readonly fails?: (what: 'usable' | 'apply' | 'lift' | 'list' | 'readBack') => Problem | null;
  /** Called between the steps of a change; may end the process. */
  readonly at?: (step: string) => void;
}

/** How the files of others begin. */
const theirs = 'theirs-';

/** An enforcer whose blocks are files in a folder: it survives the death of the process that uses it, as a firewall does. */
export function fakeEnforcer(folder: string, options: FakeOptions = {}): Enforcer {
  const { name = 'nftables', effect = 'everything', scopes = ['server'], endsByItself = true } = options;
  const now = options.nowEpoch ?? ((): number => Math.floor(Date.now() / 1000));
  const at = options.at ?? ((): void => undefined);
  const problem = (what: Parameters<NonNullable<FakeOptions['fails']>>[0]): Problem | null => options.fails?.(what) ?? null;
  mkdirSync(folder, { recursive: true });

  const pathOf = ({ target, scope }: Pick<BlockOrder, 'target' | 'scope'>): string =>
    join(folder, `ours-${encodeURIComponent(`${scopeText(scope)} ${target}`)}`);
  const allHeld = (): readonly HeldBlock[] =>
    readdirSync(folder)
      .filter((file) => !file.endsWith('.tmp'))
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as HeldBlock)
      .filter(({ untilEpoch }) => !endsByItself || untilEpoch === null || untilEpoch > now());
  const ownHeld = (order: Pick<BlockOrder, 'target' | 'scope'>): HeldBlock | null => {
    try {
      const held = JSON.parse(readFileSync(pathOf(order), 'utf8')) as HeldBlock;
      return endsByItself && held.untilEpoch !== null && held.untilEpoch <= now() ? null : held;
    } catch {
      return null;
    }
  };
  const unfit = (order: BlockOrder): Problem | null =>
    scopes.includes(order.scope.kind) ? null : { kind: 'cannot-do', where: name, what: `a block for one ${order.scope.kind}` };

  return {
    name,
    title: `the fake ${name}`,
    effect,
    scopes,
    outlivesRestart: options.outlivesRestart ?? (name === 'nftables' || name === 'iptables' ? 'none' : 'all'),
    stops: `Stops ${effect} in a test, and nothing outside of it.`,
    usable: () => answer(problem('usable'), null),
    plan: (order) =>
      answer(unfit(order), {
        commands: [],
        texts: [{ to: pathOf(order), text: heldText(name, order) }],
        calls: [],
      }),
    apply: (order) => {
      const refusal = unfit(order) ?? problem('apply');
      if (refusal !== null) return Promise.resolve(failed(refusal));
      const ends = endsByItself ? order.untilEpoch : null;
      if (ownHeld(order) !== null) return Promise.resolve(ok({ already: true, endsByItselfEpoch: ends, remarks: [] }));
      at(`${name}: before the rule`);
      const path = pathOf(order);
      writeFileSync(`${path}.tmp`, heldText(name, order));
      at(`${name}: half of the rule`);
      renameSync(`${path}.tmp`, path);
      at(`${name}: after the rule`);
      return Promise.resolve(ok({ already: false, endsByItselfEpoch: ends, remarks: [] }));
    },
    readBack: (order) => answer(problem('readBack'), ownHeld(order)),
    lift: (order) => {
      const refusal = problem('lift');
      if (refusal !== null) return Promise.resolve(failed(refusal));
      const held = ownHeld(order);
      if (held !== null && held.id !== order.id) return Promise.resolve(ok('was-not-there'));
      const there = held !== null;
      at(`${name}: before the lift`);
      rmSync(pathOf(order), { force: true });
      at(`${name}: after the lift`);
      return Promise.resolve(ok(there ? 'lifted' : 'was-not-there'));
    },
    list: () => answer(problem('list'), allHeld()),
  };
}

/** Somebody else's block, put there past us. */
export function blockByOthers(folder: string, target: string, name: EnforcerName = enforcerNames[0]): void {
  const block: HeldBlock = { target, enforcer: name, id: null, untilEpoch: null, reason: 'by hand', kept: null };
  writeFileSync(join(folder, `${theirs}${encodeURIComponent(target)}`), JSON.stringify(block));
}

/** What others have there, as text. */
export const othersIn = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => file.startsWith(theirs))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

const answer = <T>(problem: Problem | null, value: T): Promise<Result<T, Problem>> =>
  Promise.resolve(problem === null ? ok(value) : failed(problem));

function heldText(enforcer: EnforcerName, { id, target, untilEpoch, reason }: BlockOrder): string {
  const held: HeldBlock = { target, enforcer, id, untilEpoch, reason, kept: null };
  return JSON.stringify(held);
}

function scopeText(scope: BlockScope): string {
  switch (scope.kind) {
    case 'server':
      return 'server';
    case 'account':
      return `account ${scope.account}`;
    case 'domain':
      return `domain ${scope.domain}`;
    default:
      return assertNever(scope);
  }
}
