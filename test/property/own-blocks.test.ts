import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedBlock, Blocks } from '../../src/actions/blocks.ts';
import { blocksOfSites } from '../../src/actions/own-blocks.ts';
import type { BlockScope } from '../../src/model/block.ts';
import { type BlockSummary, type GuardAnswer, guardIds, type PlanReport } from '../../src/model/block-report.ts';
import { ok } from '../../src/model/result.ts';
import { fakeOperator } from '../browser/fake-blocks.ts';
import { given } from '../given-address.ts';
import { foreign, guardAnswer, problems, publicIds, recovered } from './foreign-answers.ts';

const own = ['a.example', 'b.example'];

const scope: fc.Arbitrary<BlockScope> = fc.oneof(
  fc.constant<BlockScope>({ kind: 'server' }),
  fc.constantFrom('a.example', 'alice').map((account): BlockScope => ({ kind: 'account', account })),
  fc.constantFrom(...own, 'c.example', 'sub.a.example', 'A.EXAMPLE', '').map((domain): BlockScope => ({ kind: 'domain', domain })),
);
const isOwn = (of: BlockScope): boolean => of.kind === 'domain' && own.includes(of.domain);

const summary: fc.Arbitrary<BlockSummary> = scope.map((of) => ({
  id: 'b-0123456789abcdef',
  target: '203.0.113.7',
  scope: of,
  since: '2026-01-01T00:00:00Z',
  until: null,
  reason: isOwn(of) ? 'mine' : foreign,
  by: isOwn(of) ? 'bob' : foreign,
}));
const step = { title: 'one', outcome: 'lifted', problem: null, endsByItself: null, remarks: [] } as const;

const plan: PlanReport = {
  steps: [
    { enforcer: 'htaccess', title: 'own', effect: 'web', stops: '', does: [], problem: null },
    { enforcer: 'nftables', title: foreign, effect: 'everything', stops: foreign, does: [foreign], problem: null },
  ],
  notUsed: [{ enforcer: 'csf', title: foreign, problem: { kind: 'program-missing', program: foreign } }],
  stops: [],
  doesNotStop: [],
};

interface Answers {
  readonly summaries: readonly BlockSummary[];
  readonly answers: readonly GuardAnswer[];
}
const someAnswers: fc.Arbitrary<Answers> = fc.record({
  summaries: fc.array(summary, { maxLength: 8 }),
  answers: fc.array(guardAnswer, { maxLength: 8 }),
});

/** A server that answers everything it knows; `asked` gets what reached it. */
function talkative({ summaries, answers }: Answers, asked: AskedBlock[] = []): Blocks {
  const takenAt = '2026-01-01T00:00:00Z';
  const guard = { refusals: answers, warnings: answers, offers: [], problems };
  const first = summaries[0] ?? null;
  return {
    guard: (block) => {
      asked.push(block);
      return Promise.resolve(ok({ takenAt, target: '203.0.113.7', guard, plan }));
    },
    block: (block) => {
      asked.push(block);
      return Promise.resolve(
        ok({
          takenAt,
          outcome: 'already-blocked',
          effects: [],
          block: first,
          target: '203.0.113.7',
          guard,
          plan,
          steps: [],
          recovered,
          problems,
        }),
      );
    },
    unblock: () =>
      Promise.resolve(
        ok({
          takenAt,
          outcome: 'lifted',
          stillBlockedBy: summaries,
          blocks: summaries.map((block) => ({ block, steps: [] })),
          recovered,
          problems,
        }),
      ),
    list: () =>
      Promise.resolve(
        ok({
          takenAt,
          blocks: [
            ...summaries.map((block) => ({ target: block.target, whose: 'ours' as const, block, heldBy: [] })),
            { target: foreign, whose: 'others', block: null, heldBy: [] },
            { target: foreign, whose: 'ours-not-in-journal', block: null, heldBy: [] },
          ],
          leftOut: 4321,
          recovered,
          problems,
        }),
      ),
    journal: () =>
      Promise.resolve(
        ok({
          takenAt,
          entries: [{ at: takenAt, step: 'x', id: null, target: foreign, enforcer: null, text: foreign, by: foreign }],
          leftOut: 4321,
          damagedLines: 4321,
          problems,
        }),
      ),
    expire: () =>
      Promise.resolve(
        ok({
          takenAt,
          ended: summaries.map((block) => ({ block, steps: [] })),
          leftOver: 4321,
          restored: summaries.map((block) => ({ block, refusal: foreign, steps: [] })),
          leftToRestore: 4321,
          recovered,
          problems,
        }),
      ),
    lastChange: () =>
      Promise.resolve(
        ok(first === null ? null : { block: first, outcome: 'lifted', effects: [], steps: [{ ...step, enforcer: 'htaccess' }] }),
      ),
    proof: ({ reason: lastRequest }) =>
      Promise.resolve({
        takenAt,
        since: takenAt,
        countedFrom: takenAt,
        effects: ['web'],
        connections: 0,
        requestsSince: 0,
        logsUnread: 0,
        lastRequest,
      }),
    inForce: () => Promise.resolve(summaries.map((block) => ({ ...block, target: given('203.0.113.7') }))),
  };
}

const askedFor = (of: BlockScope): AskedBlock => ({
  target: given('203.0.113.7'),
  scope: of,
  duration: '1h',
  reason: '',
  via: ['nftables'],
  confirmed: ['could-not-look'],
  overrideReason: 'because I want to',
});

describe('blocksOfSites', () => {
  it('lets nothing of anybody else through, whatever is asked and answered', async () => {
    await fc.assert(
      fc.asyncProperty(someAnswers, scope, summary, async (answers, of, about) => {
        const blocks = blocksOfSites(talkative(answers), own);
        const asked = askedFor(of);
        const all = [
          await blocks.guard(asked, fakeOperator),
          await blocks.block(asked, fakeOperator),
          await blocks.unblock({ by: 'target', target: asked.target, scope: of }, fakeOperator, ''),
          await blocks.unblock({ by: 'target', target: asked.target, scope: null }, fakeOperator, ''),
          await blocks.unblock({ by: 'id', id: 'b-0123456789abcdef' }, fakeOperator, ''),
          await blocks.unblock({ by: 'all' }, fakeOperator, ''),
          await blocks.list(500),
          await blocks.journal(null, 50),
          await blocks.journal(asked.target, 50),
          await blocks.expire(),
          await blocks.lastChange('b-0123456789abcdef'),
          await blocks.proof(about, ['htaccess']),
          await blocks.inForce(),
        ];
        const text = JSON.stringify(all);
        expect(text).not.toContain(foreign);
        expect(text).not.toContain('4321');
        const ids = guardIds.filter((id) => id !== 'could-not-look' && !publicIds.includes(id));
        expect(ids.filter((id) => text.includes(`"${id}"`))).toEqual([]);
      }),
    );
  });

  it('asks the server for own sites only, without an override and without a choice of means', async () => {
    await fc.assert(
      fc.asyncProperty(scope, async (of) => {
        const asked: AskedBlock[] = [];
        const blocks = blocksOfSites(talkative({ summaries: [], answers: [] }, asked), own);
        const made = [await blocks.guard(askedFor(of), fakeOperator), await blocks.block(askedFor(of), fakeOperator)];
        expect(made.map((one) => one.ok)).toEqual([isOwn(of), isOwn(of)]);
        expect(asked.map(({ scope: reached, via, overrideReason }) => [reached, via, overrideReason])).toEqual(
          isOwn(of)
            ? [
                [of, null, null],
                [of, null, null],
              ]
            : [],
        );
      }),
    );
  });

  it('lifts one address for one own site, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(scope, async (of) => {
        const lifted: unknown[] = [];
        const server = talkative({ summaries: [], answers: [] });
        const watched: Blocks = {
          ...server,
          unblock: (choice, ...more) => {
            lifted.push(choice);
            return server.unblock(choice, ...more);
          },
        };
        const blocks = blocksOfSites(watched, own);
        const target = given('203.0.113.7');
        for (const choice of [{ by: 'all' }, { by: 'id', id: 'b-1' }, { by: 'target', target, scope: null }] as const)
          expect((await blocks.unblock(choice, fakeOperator, '')).ok).toBe(false);
        expect((await blocks.unblock({ by: 'target', target, scope: of }, fakeOperator, '')).ok).toBe(isOwn(of));
        expect(lifted).toEqual(isOwn(of) ? [{ by: 'target', target, scope: of }] : []);
      }),
    );
  });
});
