import type { Blocks } from '../../actions/blocks.ts';
import type { BlockPlace } from './open-blocks.ts';

/** The blocks of a machine. What they need is loaded with the first question: most pages and commands ask none. */
export function lazyBlocks(place: BlockPlace): Blocks {
  let opened: Promise<Blocks> | undefined;
  const open = (): Promise<Blocks> => (opened ??= import('./open-blocks.ts').then(({ openBlocks }) => openBlocks(place)));
  return {
    guard: async (asked, operator) => (await open()).guard(asked, operator),
    block: async (asked, operator) => (await open()).block(asked, operator),
    unblock: async (choice, operator, reason) => (await open()).unblock(choice, operator, reason),
    list: async (most) => (await open()).list(most),
    journal: async (target, most) => (await open()).journal(target, most),
    expire: async () => (await open()).expire(),
    lastChange: async (id) => (await open()).lastChange(id),
    proof: async (block, heldBy, watch) => (await open()).proof(block, heldBy, watch),
    inForce: async () => {
      const { blocksInForce } = await import('./blocks-in-force.ts');
      return blocksInForce(place.panel.name, place.root);
    },
  };
}
