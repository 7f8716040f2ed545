import { afterAll, describe, expect, it } from 'vitest';
import type { AskedBlock, Blocks } from '../../../src/actions/blocks.ts';
import { blocksOfSites } from '../../../src/actions/own-blocks.ts';
import type { BlockScope } from '../../../src/model/block.ts';
import type { GuardId } from '../../../src/model/block-report.ts';
import { fakeBlocks, fakeOperator, removeFakeBlocks } from '../../browser/fake-blocks.ts';
import { given } from '../../given-address.ts';

afterAll(removeFakeBlocks);

const shop: BlockScope = { kind: 'domain', domain: 'shop.example' };
const clinic: BlockScope = { kind: 'domain', domain: 'clinic.example' };

const asked = (target: string, scope: BlockScope, confirmed: readonly GuardId[] = []): AskedBlock => ({
  target: given(target),
  scope,
  duration: '1h',
  reason: '',
  via: null,
  confirmed,
  overrideReason: null,
});

async function idOf(blocks: Blocks, block: AskedBlock): Promise<string> {
  const made = await blocks.block(block, fakeOperator);
  if (!made.ok || made.value.block === null) throw new Error('not blocked');
  return made.value.block.id;
}

describe('blocksOfSites', () => {
  it('shows what somebody made for their own sites and nothing that others made', async () => {
    const server = fakeBlocks('busy');
    const blocks = blocksOfSites(server, ['shop.example']);
    const own = await idOf(blocks, asked('203.0.113.7', shop));
    const others = [await idOf(server, asked('203.0.113.7', clinic)), await idOf(server, asked('203.0.113.8', { kind: 'server' }))];
    const list = await blocks.list(500);
    expect(list.ok && list.value.blocks.map(({ block }) => block?.id)).toEqual([own]);
    expect(await blocks.inForce()).toHaveLength(1);
    expect((await blocks.lastChange(own)).ok && (await blocks.lastChange(own))).toMatchObject({ value: { block: { id: own } } });
    for (const id of others) expect(await blocks.lastChange(id)).toEqual({ ok: true, value: null });
  });

  it('asks no firewall to mark rows: what stands tells the journal, and only their own part of it', async () => {
    const target = given('203.0.113.7');
    const unasked: Blocks = {
      ...fakeBlocks('empty'),
      list: () => Promise.reject(new Error('every place was asked')),
      inForce: () =>
        Promise.resolve([
          { target, scope: shop },
          { target, scope: clinic },
          { target, scope: { kind: 'server' } },
          { target, scope: { kind: 'server' }, reseller: 'bob' },
          { target, scope: { kind: 'server' }, reseller: 'dora' },
        ]),
    };
    expect(await blocksOfSites(unasked, ['shop.example']).inForce()).toEqual([{ target, scope: shop }]);
    expect(await blocksOfSites(unasked, ['shop.example'], 'bob').inForce()).toEqual([
      { target, scope: shop },
      { target, scope: { kind: 'server' }, reseller: 'bob' },
    ]);
    expect(await blocksOfSites({ ...unasked, inForce: () => Promise.resolve(null) }, ['shop.example']).inForce()).toBeNull();
  });

  it('lifts an own block and leaves those of others for the same address alone', async () => {
    const server = fakeBlocks('empty');
    const blocks = blocksOfSites(server, ['shop.example']);
    await idOf(blocks, asked('203.0.113.7', shop));
    await idOf(server, asked('203.0.113.7', clinic));
    await idOf(server, asked('203.0.113.7', { kind: 'server' }));
    const lifted = await blocks.unblock({ by: 'target', target: given('203.0.113.7'), scope: shop }, fakeOperator, '');
    expect(lifted.ok && lifted.value.blocks.map(({ block }) => block.scope)).toEqual([shop]);
    expect(await server.inForce()).toHaveLength(2);
  });

  it('refuses what is on a list of the server without saying which, and cannot be overridden', async () => {
    const blocks = blocksOfSites(fakeBlocks('empty'), ['shop.example']);
    const confirmed: AskedBlock = { ...asked('198.51.100.5', shop, ['allow-list', 'could-not-look']), overrideReason: 'please' };
    const made = await blocks.block(confirmed, fakeOperator);
    expect(made.ok && made.value.outcome).toBe('refused');
    expect(JSON.stringify(made)).not.toMatch(/allow-list|csf|office/);
    expect(await blocks.inForce()).toHaveLength(0);
  });

  it('tells what is wrong with the question, and not what is wrong with the server', async () => {
    const blocks = blocksOfSites(fakeBlocks('broken'), ['shop.example']);
    const list = await blocks.list(500);
    expect(!list.ok && list.problem.kind).toBe('cannot-do');
    const asking = await blocksOfSites(fakeBlocks('empty'), ['shop.example']).block(
      { ...asked('203.0.113.7', shop), duration: 'permanent' },
      fakeOperator,
    );
    expect(!asking.ok && asking.problem).toMatchObject({ kind: 'bad-input', field: 'reason' });
  });
});
