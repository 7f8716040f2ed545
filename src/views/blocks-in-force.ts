import { counted } from './numbers.ts';
import type { PageTarget } from './page-target.ts';

/** How much is blocked from here, and the page that shows it. */
export interface InForceView {
  readonly text: string;
  readonly target: PageTarget;
}

/** Null when nothing is, or nobody knows. */
export const inForceView = (blocks: readonly unknown[] | null): InForceView | null =>
  blocks === null || blocks.length === 0 ? null : { text: `${counted(blocks.length, 'block')} in force`, target: { page: 'blocks' } };
