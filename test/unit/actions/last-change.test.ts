import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastChange } from '../../../src/actions/last-change.ts';
import { undo } from '../../../src/block/undo.ts';
import { problemLine, writtenProblem } from '../../../src/block/journal/written-problem.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { blockByOthers, othersIn } from '../../contract/fake-enforcer.ts';
import { blockRig, targetOf, valueOf } from '../block/block-rig.ts';

const titles = (name: string): string => `the ${name}`;

describe('what was last done to a block', () => {
  it('is its making, each place with its outcome and why not', async () => {
    const rig = blockRig();
    rig.fails.set('cphulk apply', { kind: 'service-stopped', service: 'cPHulk', detail: 'it is off' });
    const { block } = await rig.block('203.0.113.7');
    const change = valueOf(lastChange(rig.world.journal, block?.id ?? '', titles));
    expect(change).toMatchObject({
      outcome: 'partly-blocked',
      effects: ['everything'],
      block: { target: '203.0.113.7', reason: 'too many requests' },
      steps: [
        { title: 'the cphulk', outcome: 'failed', problem: { kind: 'service-stopped', service: 'cPHulk', detail: 'it is off' } },
        { title: 'the nftables', outcome: 'blocked', problem: null, endsByItself: '2033-05-18T04:33:20.000Z' },
      ],
    });
  });

  it('is its lifting, when that came later', async () => {
    const rig = blockRig();
    const { block } = await rig.block('203.0.113.7');
    await undo(rig.world, { by: 'all' }, { by: 'root', reason: 'they asked' });
    const change = valueOf(lastChange(rig.world.journal, block?.id ?? '', titles));
    expect([change?.outcome, change?.effects.length, change?.steps.map(({ outcome }) => outcome)]).toEqual([
      'lifted',
      0,
      ['lifted', 'lifted'],
    ]);
  });

  it('is nothing for an id that the journal does not know', () => {
    expect(valueOf(lastChange(blockRig().world.journal, 'b-0000000000000000', titles))).toBeNull();
  });
});

describe('a problem in the journal', () => {
  it.each<Problem>([
    { kind: 'program-failed', program: '/usr/sbin/nft', exitCode: null, detail: 'x' },
    { kind: 'limit-reached', what: 'blocks', limit: 3 },
    { kind: 'not-confirmed', target: '203.0.113.7', where: 'a list' },
  ])('is read as it was written: $kind', (problem) => {
    expect(writtenProblem(problemLine(problem))).toEqual(problem);
  });

  it.each(['not known', '{"kind":"not-found"', '{"kind":"not-found"}', '{"kind":"new","x":1}', '{"kind":"constructor"}', 'null'])(
    'is quoted where it is none: %s',
    (text) => {
      expect(writtenProblem(text)).toEqual({ kind: 'unexpected-answer', from: 'that place', detail: text });
    },
  );
});

describe('lifting what the journal does not know', () => {
  it('takes what carries our mark, and nothing of others', async () => {
    const [rig, lost] = [blockRig(), blockRig()];
    await rig.block('203.0.113.7');
    await rig.block('203.0.113.8');
    blockByOthers(join(rig.folder, 'nftables'), '203.0.113.9', 'nftables');
    const world = { ...rig.world, journal: lost.world.journal };
    const one = valueOf(await undo(world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }));
    expect([one.outcome, one.blocks.length]).toEqual(['lifted', 1]);
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.8'], nftables: ['203.0.113.8'] });
    const all = valueOf(await undo(world, { by: 'all' }, { by: 'root', reason: '' }));
    expect([all.outcome, all.blocks.map(({ block }) => block.target), all.problems]).toEqual(['lifted', ['203.0.113.8'], []]);
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
    expect(valueOf(await undo(world, { by: 'all' }, { by: 'root', reason: '' })).outcome).toBe('was-not-blocked');
    expect(othersIn(join(rig.folder, 'nftables'))).toContain('203.0.113.9');
  });
});
