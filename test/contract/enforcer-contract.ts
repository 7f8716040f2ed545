import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Applied, Enforcer } from '../../src/block/enforcer.ts';
import type { BlockOrder, BlockScope, BlockTarget, HeldBlock } from '../../src/model/block.ts';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { parseIpRange } from '../../src/model/ip-range.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Result } from '../../src/model/result.ts';

/** What differs between enforcers; everything else is the same for all of them. */
export interface ContractOptions {
  /** Addresses and ranges it takes. */
  readonly targets?: readonly string[];
  /** Addresses and ranges it cannot do: `plan` and `apply` say cannot-do and change nothing. */
  readonly cannotDo?: readonly string[];
  readonly scope?: BlockScope;
  /**
   * How far the end that is held may lie from the one ordered; null where the place has a length of its own (a jail's
   * `bantime`), then ends are not compared.
   */
  readonly endToleranceSeconds?: number | null;
  /** True when it lifts a block by itself: a block of two seconds is then waited for. */
  readonly endsByItself?: boolean;
  /** Everything there that is not ours, as text: equal before and after, whatever we do. */
  readonly others?: () => Promise<string>;
  /** Puts somebody else's block of the same address there, by the program itself. */
  readonly blockByOthers?: (target: BlockTarget) => Promise<void>;
  /** Makes the next `apply` fail midway (a full disk, a program that dies); gives back how to mend it. */
  readonly breakNextApply?: () => Promise<() => Promise<void>>;
  /** Rounds of the test with a random order of steps; real programs are slow. */
  readonly rounds?: number;
  /** Why the suite is skipped on this machine; undefined runs it. */
  readonly skip?: string | undefined;
  /** After each test, whatever came of it. */
  readonly cleanUp?: () => Promise<void>;
}

const usualTargets = ['203.0.113.7', '198.51.100.0/24', '2001:db8::7', '2001:db8:1:2::/64'];
/** Printable, as `block/reason.ts` leaves it, and still as hostile as it can be: for shells, for quoting, for comments. */
const hostileReason = `"quoted" 'too' \`id\` $(id) ; | & < > \\ # { } %n *,=: <b> é 日本`.padEnd(200, '!');

/** A test that some enforcers have nothing to do with: it is not theirs then, and not skipped. */
const itWhen = (isTheirs: boolean): typeof it | (() => void) => (isTheirs ? it : () => undefined);

/**
 * What every enforcer keeps, whatever it is made of. `makeEnforcer` gives one whose place is as empty of ours as the
 * test needs it: the suite lifts what it applied, also when it fails.
 *
 * Call it in a test file of your own: `enforcerContract('nftables', () => nftables(…), { others: () => ruleset() })`.
 */
export function enforcerContract(name: string, makeEnforcer: () => Enforcer | Promise<Enforcer>, options: ContractOptions = {}): void {
  const scope = options.scope ?? { kind: 'server' };
  const targets = (options.targets ?? usualTargets).map(targetOf);
  const [first, second] = [targets[0], targets[1] ?? targets[0]];
  if (first === undefined || second === undefined) throw new Error(`the contract of ${name} needs a target`);
  const tolerance = options.endToleranceSeconds === undefined ? 5 : options.endToleranceSeconds;
  const skipped = options.skip === undefined ? '' : ` [skipped: ${options.skip}]`;

  describe.skipIf(options.skip !== undefined)(`${name} keeps the contract of an enforcer${skipped}`, () => {
    let enforcer: Enforcer;
    let applied: BlockOrder[];
    let others: string;
    const order = (target: BlockTarget, more: Partial<BlockOrder> = {}): BlockOrder => ({
      id: newId(),
      target,
      scope,
      untilEpoch: nowEpoch() + 3600,
      reason: 'far more connections than the others',
      ...more,
    });
    const apply = async (one: BlockOrder): Promise<Applied> => {
      applied.push(one);
      return value(await enforcer.apply(one));
    };
    const held = async (one: BlockOrder): Promise<HeldBlock | null> => value(await enforcer.readBack(one));
    const ours = async (target: BlockTarget): Promise<readonly HeldBlock[]> =>
      value(await enforcer.list()).filter((block) => block.id !== null && block.target === target);

    beforeEach(async () => {
      applied = [];
      enforcer = await makeEnforcer();
      others = (await options.others?.()) ?? '';
    });

    afterEach(async () => {
      for (const one of applied) await enforcer.lift(one);
      const after = (await options.others?.()) ?? '';
      await options.cleanUp?.();
      expect(after, 'what belongs to others').toBe(others);
    });

    it('is usable, and says in a sentence what it stops', async () => {
      expect(await enforcer.usable()).toEqual({ ok: true, value: null });
      expect(enforcer.scopes).toContain(scope.kind);
      expect(enforcer.stops).toMatch(/^\p{Lu}.*\.$/u);
      expect(enforcer.title).not.toBe('');
    });

    it.each(targets)('blocks %s, shows it when asked, and lifts it again', async (target) => {
      const one = order(target);
      expect(await held(one)).toBeNull();
      const outcome = await apply(one);
      expect(outcome.already).toBe(false);
      const there = await held(one);
      expect(there).toMatchObject({ target, enforcer: enforcer.name, id: one.id });
      expectEnd(there?.untilEpoch ?? null, one.untilEpoch, tolerance);
      expectEnd(outcome.endsByItselfEpoch, one.untilEpoch, tolerance);
      expect(await ours(target)).toHaveLength(1);
      expect(value(await enforcer.lift(one))).toBe('lifted');
      expect(await held(one)).toBeNull();
      expect(await ours(target)).toEqual([]);
    });

    it('takes what has no end', async () => {
      const one = order(first, { untilEpoch: null });
      const outcome = await apply(one);
      if (tolerance !== null) expect(outcome.endsByItselfEpoch).toBeNull();
      const there = await held(one);
      expect(there?.id).toBe(one.id);
      if (tolerance !== null) expect(there?.untilEpoch).toBeNull();
    });

    it('changes nothing when the same order comes twice', async () => {
      const one = order(first);
      await apply(one);
      const before = await ours(first);
      const again = value(await enforcer.apply(one));
      expect(again.already).toBe(true);
      expect((await ours(first)).map(withoutCount)).toEqual(before.map(withoutCount));
    });

    it('holds one block of an address, also when a second order comes for it', async () => {
      await apply(order(first));
      await apply(order(first));
      expect(await ours(first)).toHaveLength(1);
    });

    it('does not mind lifting what is not there', async () => {
      expect(value(await enforcer.lift(order(second)))).toBe('was-not-there');
    });

    it('lifts only what it was asked to', async () => {
      const [stays, goes] = [order(first), order(second)];
      if (first === second) return;
      await apply(stays);
      await apply(goes);
      value(await enforcer.lift(goes));
      expect(await held(stays)).toMatchObject({ target: first, id: stays.id });
      expect(await held(goes)).toBeNull();
    });

    it('keeps any printable reason from becoming anything else', async () => {
      const one = order(first, { reason: hostileReason });
      await apply(one);
      expect(await held(one)).toMatchObject({ target: first, id: one.id });
      expect(await ours(first)).toHaveLength(1);
      expect(value(await enforcer.lift(one))).toBe('lifted');
    });

    it('plans what it would do and does none of it', async () => {
      for (const target of targets) {
        const one = order(target, { reason: hostileReason });
        const plan = value(await enforcer.plan(one));
        expect(plan.commands.length + plan.texts.length + plan.calls.length).toBeGreaterThan(0);
        for (const command of plan.commands) expect(command[0]).toMatch(/^(?:\/|[A-Z]:\\)/);
        expect(await held(one)).toBeNull();
      }
    });

    it('takes two orders at once', async () => {
      if (first === second) return;
      const [one, other] = [order(first), order(second)];
      await Promise.all([apply(one), apply(other)]);
      expect(await held(one)).toMatchObject({ id: one.id });
      expect(await held(other)).toMatchObject({ id: other.id });
    });

    it.each(options.cannotDo ?? [])('says that it cannot do %s, and does nothing', async (text) => {
      const one = order(targetOf(text));
      expect(problemKind(await enforcer.plan(one))).toBe('cannot-do');
      expect(problemKind(await enforcer.apply(one))).toBe('cannot-do');
      expect(await ours(one.target)).toEqual([]);
    });

    it.each((['server', 'account', 'domain'] as const).filter((kind) => kind !== scope.kind))(
      'refuses the scope %s when it is not its own',
      async (kind) => {
        if (enforcer.scopes.includes(kind)) return;
        const one = order(first, { scope: scopeOf(kind) });
        expect(problemKind(await enforcer.plan(one))).toBe('cannot-do');
        expect(problemKind(await enforcer.apply(one))).toBe('cannot-do');
        expect(await ours(first)).toEqual([]);
      },
    );

    itWhen(options.endsByItself === true)('lets go by itself when the time is over', { timeout: 90_000 }, async () => {
      // On a busy machine it takes seconds to be made and read back.
      const one = order(first, { untilEpoch: nowEpoch() + 6 });
      expect((await apply(one)).endsByItselfEpoch).not.toBeNull();
      expect(await held(one)).not.toBeNull();
      for (let waited = 0; waited < 120 && (await held(one)) !== null; waited++) await sleep(250);
      expect(await held(one)).toBeNull();
      expect(value(await enforcer.lift(one))).toBe('was-not-there');
    });

    itWhen(options.blockByOthers !== undefined)("never takes another's block for its own", async () => {
      await options.blockByOthers?.(first);
      others = (await options.others?.()) ?? '';
      const one = order(first);
      expect(value(await enforcer.lift(one))).toBe('was-not-there');
      const theirs = value(await enforcer.list()).filter((block) => block.target === first);
      expect(theirs.length).toBeGreaterThan(0);
      expect(theirs.every((block) => block.id === null)).toBe(true);
    });

    itWhen(options.breakNextApply !== undefined)('leaves no half of a block behind when it fails', async () => {
      const one = order(first);
      const mend = await options.breakNextApply?.();
      const outcome = await enforcer.apply(one).finally(() => mend?.());
      applied.push(one);
      expect(outcome.ok).toBe(false);
      expect(await held(one)).toBeNull();
      expect(await ours(first)).toEqual([]);
      expect((await apply(one)).already).toBe(false);
    });

    it('holds what was applied and not lifted, in whatever order the steps come', { timeout: 120_000 }, async () => {
      const step = fc.record({ target: fc.constantFrom(...targets), does: fc.constantFrom('apply', 'lift') });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          const expected = new Map<BlockTarget, BlockOrder>();
          try {
            for (const { target, does } of steps) {
              const present = expected.get(target);
              if (does === 'apply' && present === undefined) {
                const one = order(target);
                await apply(one);
                expected.set(target, one);
              }
              if (does === 'lift' && present !== undefined) {
                value(await enforcer.lift(present));
                expected.delete(target);
              }
            }
            for (const target of targets) {
              expect((await ours(target)).map(({ id }) => id)).toEqual(expected.has(target) ? [expected.get(target)?.id] : []);
            }
          } finally {
            for (const one of expected.values()) await enforcer.lift(one);
          }
        }),
        { numRuns: options.rounds ?? 5 },
      );
    });
  });
}

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`expected success, got ${JSON.stringify(result.problem)}`);
  return result.value;
}

const problemKind = (result: Result<unknown, Problem>): string => (result.ok ? 'no problem' : result.problem.kind);

const withoutCount = (block: HeldBlock): HeldBlock => ({ ...block, kept: null });

function expectEnd(got: number | null, ordered: number | null, tolerance: number | null): void {
  // An enforcer that does not end by itself may not know the end either: then `expire` lifts it.
  if (tolerance === null || got === null || ordered === null) return;
  expect(Math.abs(got - ordered)).toBeLessThanOrEqual(tolerance);
}

function targetOf(text: string): BlockTarget {
  const target = text.includes('/') ? parseIpRange(text) : parseIpAddress(text);
  if (target === undefined) throw new Error(`${text} is no address`);
  return target;
}

function scopeOf(kind: BlockScope['kind']): BlockScope {
  if (kind === 'account') return { kind, account: 'shopkeeper' };
  return kind === 'domain' ? { kind, domain: 'shop.example' } : { kind };
}

const nowEpoch = (): number => Math.floor(Date.now() / 1000);

let ids = Math.floor(Math.random() * 0xffff_ffff);
const newId = (): string => `b-${(ids++).toString(16).padStart(16, '0')}`;
