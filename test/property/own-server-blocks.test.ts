import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedBlock, Blocks } from '../../src/actions/blocks.ts';
import { blocksOfServer } from '../../src/actions/own-server-blocks.ts';
import type { UndoChoice } from '../../src/block/undo.ts';
import { type BlockDuration, blockDurations, type BlockScope, type EnforcerName } from '../../src/model/block.ts';
import {
  type BlockSummary,
  type EnforcerOutcome,
  type GuardAnswer,
  type GuardId,
  guardIds,
  type PlanReport,
} from '../../src/model/block-report.ts';
import { failed, ok } from '../../src/model/result.ts';
import { fakeOperator } from '../browser/fake-blocks.ts';
import { given, givenRange } from '../given-address.ts';
import { foreign, guardAnswer, problems, publicIds, recovered } from './foreign-answers.ts';

const seen = given('203.0.113.7');
const target = '203.0.113.7';

/** What they may be told: what they may know, and what every user of the server could bring about. */
const tellable: readonly GuardId[] = [...publicIds, 'login-in-log'];

const durations = Object.keys(blockDurations) as readonly BlockDuration[];
const duration = fc.constantFrom(...durations);

const scope: fc.Arbitrary<BlockScope> = fc.constantFrom<BlockScope>(
  { kind: 'server' },
  { kind: 'account', account: 'bob' },
  { kind: 'domain', domain: 'bob.example' },
);

const summary: fc.Arbitrary<BlockSummary> = fc
  .record({ of: scope, maker: fc.constantFrom(undefined, 'bob', 'dora', 'Bob', 'bob, in WHM') })
  .map(({ of, maker }) => {
    const isOwn = of.kind === 'server' && maker === 'bob';
    const text = isOwn ? 'mine' : foreign;
    const block = { id: 'b-0123456789abcdef', target: isOwn ? target : foreign, scope: of, since: '', until: null, reason: text, by: text };
    return maker === undefined ? block : { ...block, reseller: maker };
  });

const step = (enforcer: EnforcerName): EnforcerOutcome => ({
  enforcer,
  title: enforcer === 'cphulk' ? 'cPHulk' : foreign,
  outcome: 'already',
  problem: { kind: 'program-missing', program: foreign },
  endsByItself: null,
  remarks: [foreign],
});
const steps = [step('cphulk'), step('nftables')];
const plan: PlanReport = {
  steps: [
    { enforcer: 'cphulk', title: 'cPHulk', effect: 'logins', stops: 'logins', does: [foreign], problem: null },
    { enforcer: 'nftables', title: foreign, effect: 'everything', stops: foreign, does: [foreign], problem: null },
  ],
  notUsed: [{ enforcer: 'csf', title: foreign, problem: { kind: 'program-missing', program: foreign } }],
  stops: [],
  doesNotStop: [],
};

interface Answers {
  readonly summaries: readonly BlockSummary[];
  readonly refusals: readonly GuardAnswer[];
  readonly warnings: readonly GuardAnswer[];
}
const someAnswers: fc.Arbitrary<Answers> = fc.record({
  summaries: fc.array(summary, { maxLength: 8 }),
  refusals: fc.array(guardAnswer, { maxLength: 8 }),
  warnings: fc.array(guardAnswer, { maxLength: 8 }),
});

interface Reached {
  readonly asked: AskedBlock[];
  readonly lifted: UndoChoice[];
}

/** A server that answers everything it knows; `reached` gets what came so far. */
function talkative({ summaries, refusals, warnings }: Answers, { asked, lifted }: Reached): Blocks {
  const takenAt = '2026-01-01T00:00:00Z';
  const offers = [{ id: 'whole-subnet', text: foreign, target: foreign }] as const;
  const guard = { refusals, warnings, offers, problems };
  const first = summaries[0] ?? null;
  const parts = summaries.map((block) => ({ block, steps }));
  return {
    guard: (block) => {
      asked.push(block);
      return Promise.resolve(ok({ takenAt, target, guard, plan }));
    },
    block: (block) => {
      asked.push(block);
      return Promise.resolve(
        ok({ takenAt, outcome: 'already-blocked', effects: [], block: first, target, guard, plan, steps, recovered, problems }),
      );
    },
    unblock: (choice) => {
      lifted.push(choice);
      return Promise.resolve(ok({ takenAt, outcome: 'lifted', stillBlockedBy: summaries, blocks: parts, recovered, problems }));
    },
    list: () => {
      const held = { enforcer: 'nftables', state: 'held', until: null, reason: foreign, kept: 4321 } as const;
      const rows = summaries.map((block) => ({ target: block.target, whose: 'ours' as const, block, heldBy: [held] }));
      return Promise.resolve(
        ok({
          takenAt,
          blocks: [...rows, { target: foreign, whose: 'others' as const, block: null, heldBy: [held] }],
          leftOut: 4321,
          recovered,
          problems,
        }),
      );
    },
    journal: () => {
      const line = { at: takenAt, step: 'x', id: null, target: foreign, enforcer: null, text: foreign, by: foreign };
      return Promise.resolve(ok({ takenAt, entries: [line], leftOut: 4321, damagedLines: 4321, problems }));
    },
    expire: () => Promise.resolve(failed(problems[0] ?? { kind: 'not-found', path: foreign })),
    lastChange: () => Promise.resolve(ok(first === null ? null : { block: first, outcome: 'lifted', effects: [], steps })),
    proof: () => Promise.resolve(null),
    inForce: () => Promise.resolve(summaries.map((block) => ({ ...block, target: given('203.0.113.7') }))),
  };
}

const askedFor = (of: BlockScope, text = target, lasting: BlockDuration = '1h'): AskedBlock => ({
  target: text.includes('/') ? givenRange(text) : given(text),
  scope: of,
  duration: lasting,
  reason: 'why not',
  via: ['nftables'],
  confirmed: guardIds,
  overrideReason: 'because I want to',
});

const reachedNothing = (): Reached => ({ asked: [], lifted: [] });
const ofBob = (answers: Answers, reached: Reached, known = true): Blocks =>
  blocksOfServer(talkative(answers, reached), {
    name: 'bob',
    perHour: 3,
    hasSeen: (address) => Promise.resolve(ok(known && address === seen)),
  });

describe('blocksOfServer', () => {
  it('lets nothing of anybody else through, whatever is asked and answered', async () => {
    await fc.assert(
      fc.asyncProperty(someAnswers, scope, duration, async (answers, of, lasting) => {
        const blocks = ofBob(answers, reachedNothing());
        const asked = askedFor(of, target, lasting);
        const all = [
          await blocks.guard(asked, fakeOperator),
          await blocks.block(asked, fakeOperator),
          await blocks.unblock({ by: 'target', target: asked.target, scope: of }, fakeOperator, ''),
          await blocks.unblock({ by: 'target', target: asked.target, scope: null }, fakeOperator, ''),
          await blocks.unblock({ by: 'id', id: 'b-0123456789abcdef' }, fakeOperator, ''),
          await blocks.unblock({ by: 'reseller', target: asked.target, reseller: 'dora' }, fakeOperator, ''),
          await blocks.unblock({ by: 'all' }, fakeOperator, ''),
          await blocks.list(500),
          await blocks.journal(null, 50),
          await blocks.expire(),
          await blocks.lastChange('b-0123456789abcdef'),
          await blocks.inForce(),
        ];
        const text = JSON.stringify(all);
        expect(text).not.toContain(foreign);
        expect(text).not.toContain('4321');
        expect(text).not.toContain('"already"');
        const ids = guardIds.filter((id) => id !== 'could-not-look' && !tellable.includes(id));
        expect(ids.filter((id) => text.includes(`"${id}"`))).toEqual([]);
      }),
    );
  });

  it('makes a refusal for good of everything that may not be told', async () => {
    await fc.assert(
      fc.asyncProperty(someAnswers, duration, async (answers, lasting) => {
        const asked = askedFor({ kind: 'server' }, target, lasting);
        const report = await ofBob(answers, reachedNothing()).guard(asked, fakeOperator);
        if (!report.ok) throw new Error('no report');
        const hidden =
          answers.refusals.some(({ id }) => !publicIds.includes(id)) || answers.warnings.some(({ id }) => !tellable.includes(id));
        const tooLong =
          lasting !== '10m' && answers.refusals.length === 0 && !hidden && answers.warnings.some(({ id }) => id === 'login-in-log');
        const final = report.value.guard.refusals.filter(({ overridable }) => !overridable);
        expect(final.map(({ id }) => id)).toEqual([...(hidden ? ['could-not-look'] : []), ...(tooLong ? ['login-in-log'] : [])]);
        const warned = report.value.guard.warnings.map(({ id }) => id);
        expect(warned.every((id) => tellable.includes(id) && (lasting === '10m' || id !== 'login-in-log'))).toBe(true);
      }),
    );
  });

  it('sends no confirmation of what may not be confirmed, nor of a login by the log for longer than ten minutes', async () => {
    const forged = fc.record({ lasting: duration, sent: fc.subarray([...guardIds]) });
    await fc.assert(
      fc.asyncProperty(someAnswers, forged, async (answers, { lasting, sent }) => {
        const reached = reachedNothing();
        const asked = { ...askedFor({ kind: 'server' }, target, lasting), confirmed: sent };
        await ofBob(answers, reached).guard(asked, fakeOperator);
        await ofBob(answers, reached).block(asked, fakeOperator);
        const allowed = lasting === '10m' ? tellable : publicIds;
        expect(reached.asked.map(({ confirmed }) => confirmed)).toEqual([1, 2].map(() => sent.filter((id) => allowed.includes(id))));
        expect(reached.asked.map((one) => one.duration)).toEqual([lasting, lasting]);
      }),
    );
  });

  it('only warns of a login by the system’s log, which any user there could write, and does not say whose it is', async () => {
    const warnings: readonly GuardAnswer[] = [{ id: 'login-in-log', text: foreign, wayOut: foreign, overridable: true }];
    const report = await ofBob({ summaries: [], refusals: [], warnings }, reachedNothing()).guard(
      askedFor({ kind: 'server' }, target, '10m'),
      fakeOperator,
    );
    expect(report.ok && [report.value.guard.refusals, report.value.guard.warnings.map(({ id }) => id)]).toEqual([[], ['login-in-log']]);
    expect(JSON.stringify(report)).not.toContain(foreign);
  });

  it('asks the server in the reseller’s name, confirms nothing that was not shown, and chooses no means', async () => {
    const reached = reachedNothing();
    const blocks = ofBob({ summaries: [], refusals: [], warnings: [] }, reached);
    for (const of of [{ kind: 'server' }, { kind: 'domain', domain: 'bob.example' }, { kind: 'account', account: 'bob' }] as const) {
      const forged = { ...askedFor(of), reseller: { name: 'dora', perHour: 999 } };
      const made = [await blocks.guard(forged, fakeOperator), await blocks.block(forged, fakeOperator)];
      expect(made.map((one) => one.ok)).toEqual([of.kind === 'server', of.kind === 'server']);
    }
    expect(reached.asked).toHaveLength(2);
    for (const { confirmed: sent, via, overrideReason, reseller } of reached.asked) {
      expect([via, overrideReason, reseller]).toEqual([null, null, { name: 'bob', perHour: 3 }]);
      expect([...sent].sort()).toEqual([...publicIds].sort());
    }
  });

  it.each([
    ['an address that was not seen', '203.0.113.8', true],
    ['any address while none was seen', target, false],
    ['a range', '203.0.113.0/24', true],
    ['a range of two', '203.0.113.6/31', true],
    ['a subnet', '2001:db8::/64', true],
  ])('refuses %s without asking the guard', async (_, text, known) => {
    const reached = reachedNothing();
    const blocks = ofBob({ summaries: [], refusals: [], warnings: [] }, reached, known);
    const asked = askedFor({ kind: 'server' }, text);
    const looked = await blocks.guard(asked, fakeOperator);
    const made = await blocks.block(asked, fakeOperator);
    expect([looked.ok && looked.value.guard.refusals.map(({ overridable }) => overridable), made.ok && made.value.outcome]).toEqual([
      [false],
      'refused',
    ]);
    expect(reached.asked).toEqual([]);
  });

  it('refuses while nobody can say what was seen', async () => {
    const reached = reachedNothing();
    const blocks = blocksOfServer(talkative({ summaries: [], refusals: [], warnings: [] }, reached), {
      name: 'bob',
      perHour: 3,
      hasSeen: () => Promise.resolve(failed({ kind: 'permission-denied', path: `/var/${foreign}` })),
    });
    const made = await blocks.block(askedFor({ kind: 'server' }), fakeOperator);
    expect(made.ok && made.value.outcome).toBe('refused');
    expect(JSON.stringify(made)).not.toContain(foreign);
    expect(reached.asked).toEqual([]);
  });

  it('lifts what the reseller made of one address, and nothing else', async () => {
    const reached = reachedNothing();
    const blocks = ofBob({ summaries: [], refusals: [], warnings: [] }, reached);
    const choices: readonly UndoChoice[] = [
      { by: 'all' },
      { by: 'id', id: 'b-1' },
      { by: 'target', target: seen, scope: null },
      { by: 'target', target: seen, scope: { kind: 'domain', domain: 'bob.example' } },
      { by: 'reseller', target: seen, reseller: 'dora' },
    ];
    for (const choice of choices) expect((await blocks.unblock(choice, fakeOperator, '')).ok).toBe(false);
    expect((await blocks.unblock({ by: 'target', target: seen, scope: { kind: 'server' } }, fakeOperator, '')).ok).toBe(true);
    expect(reached.lifted).toEqual([{ by: 'reseller', target: seen, reseller: 'bob' }]);
  });
});
