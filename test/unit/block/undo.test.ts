/** Lifts at one place while a block of ours that the journal does not know holds another. */
import { describe, expect, it } from 'vitest';
import { blocksOfSites } from '../../../src/actions/own-blocks.ts';
import { blocksInWorld } from '../../../src/actions/blocks-in-world.ts';
import { noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { undo } from '../../../src/block/undo.ts';
import type { BlockScope } from '../../../src/model/block.ts';
import type { UnblockReport } from '../../../src/model/block-report.ts';
import { ok } from '../../../src/model/result.ts';
import { fakeOperator } from '../../browser/fake-blocks.ts';
import { blockRig, holdInPlace, type Rig, targetOf, valueOf } from './block-rig.ts';

const address = '203.0.113.7';
const shop: BlockScope = { kind: 'domain', domain: 'shop.example' };
const strayId = 'b-00000000000000aa';

/** A firewall that could hold blocks of sites as well: a lift that went to the wrong place would find something there. */
function rigWithStray(): Rig {
  const rig = blockRig({}, { scopes: ['server', 'domain'] });
  holdInPlace(rig.folder, address, strayId);
  return rig;
}

const lift = async ({ world }: Rig, scope: BlockScope | null): Promise<UnblockReport> =>
  valueOf(await undo(world, { by: 'target', target: targetOf(address), scope }, { by: 'alice, in Plesk', reason: '' }));

const heldIds = async ({ world }: Rig): Promise<readonly (string | null)[]> => {
  const lists = await Promise.all(world.enforcers.map(async (enforcer) => valueOf(await enforcer.list())));
  return lists.flat().map(({ id }) => id);
};

describe('a lift for one site while a block of the server that the journal does not know holds the address', () => {
  it.each<BlockScope>([shop, { kind: 'account', account: 'alice' }])(
    'says that nothing of it does, and leaves the server’s: %j',
    async (scope) => {
      const rig = rigWithStray();
      expect(await lift(rig, scope)).toMatchObject({ outcome: 'was-not-blocked', blocks: [], stillBlockedBy: [], problems: [] });
      expect([await heldIds(rig), rig.records()]).toEqual([[strayId], []]);
    },
  );

  it('lifts what the site has, and no more', async () => {
    const rig = rigWithStray();
    const own = await rig.block(address, { scope: shop, via: ['nftables'] });
    const lifted = await lift(rig, shop);
    expect([lifted.outcome, lifted.blocks.map(({ block }) => block.id)]).toEqual(['lifted', [own.block?.id]]);
    expect(await heldIds(rig)).toEqual([strayId]);
  });

  it('names the server’s once the journal knows it, and leaves it', async () => {
    const rig = blockRig();
    const made = await rig.block(address);
    const lifted = await lift(rig, shop);
    expect([lifted.outcome, lifted.stillBlockedBy.map(({ id }) => id)]).toEqual(['was-not-blocked', [made.block?.id]]);
    expect(await rig.held()).toEqual({ cphulk: [address], nftables: [address] });
  });

  it('says no more than that to whoever may block for the site only', async () => {
    const rig = rigWithStray();
    const server = blocksInWorld({
      world: ok(rig.world),
      way: 'in Plesk',
      guardFacts: () => Promise.resolve(noGuardFacts),
      guardFactsOfMany: () => () => Promise.resolve(noGuardFacts),
      proof: () => Promise.resolve(null),
      inForce: () => Promise.resolve(null),
    });
    const report = await blocksOfSites(server, ['shop.example']).unblock(
      { by: 'target', target: targetOf(address), scope: shop },
      fakeOperator,
      '',
    );
    expect(report).toMatchObject({ ok: true, value: { outcome: 'was-not-blocked', blocks: [], stillBlockedBy: [] } });
    expect(JSON.stringify(report)).not.toContain(strayId);
    expect(await heldIds(rig)).toEqual([strayId]);
  });

  it('is lifted by whoever lifts for the server', async () => {
    for (const scope of [null, { kind: 'server' }] as const) {
      const rig = rigWithStray();
      expect((await lift(rig, scope)).blocks.map(({ block }) => block.id)).toEqual([strayId]);
      expect(await heldIds(rig)).toEqual([]);
    }
  });

  it('is lifted with what a site has by whoever lifts all there is of the address', async () => {
    const rig = rigWithStray();
    const own = await rig.block(address, { scope: shop, via: ['nftables'] });
    const lifted = await lift(rig, null);
    expect(lifted.blocks.map(({ block }) => block.id).sort()).toEqual([own.block?.id, strayId].sort());
    expect(await heldIds(rig)).toEqual([]);
  });
});
