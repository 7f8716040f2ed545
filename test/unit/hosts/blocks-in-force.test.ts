import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksInForce } from '../../../src/hosts/blocks/blocks-in-force.ts';
import { because, needs } from '../../needs.ts';
import { blockRig } from '../block/block-rig.ts';

describe.skipIf(!needs.root)(`blocks that stand, by the journal alone${because(needs.root, 'needs root')}`, () => {
  it('say which reseller made them, and are none where nothing was ever blocked', async () => {
    const rig = blockRig();
    const root = join(rig.folder, 'root');
    const state = join(root, 'var/lib/active-connections');
    mkdirSync(state, { recursive: true, mode: 0o700 });
    expect(await blocksInForce('standalone', root)).toEqual([]);
    await rig.block('203.0.113.7', { reseller: { name: 'bob', perHour: 5 } });
    await rig.block('203.0.113.8');
    copyFileSync(join(rig.folder, 'journal'), join(state, 'journal'));
    expect(await blocksInForce('standalone', root)).toEqual([
      { target: '203.0.113.7', scope: { kind: 'server' }, reseller: 'bob' },
      { target: '203.0.113.8', scope: { kind: 'server' } },
    ]);
  });
});
