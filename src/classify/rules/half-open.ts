import { counted } from '../words.ts';
import type { Rule } from './rule.ts';

/** The source of a SYN can be written by anybody, so this is never certain; a broken way back looks the same. */
export const halfOpen: Rule = {
  id: 'half-open',
  title: 'Many half-open connections',
  meaning: 'Connections are begun and never completed, which fills the server’s waiting room.',
  family: 'sockets',
  weight: 'deed',
  forgeable: true,
  look: ({ connections }, limits) => {
    const count = connections?.halfOpen ?? 0;
    if (connections === null || count < limits.halfOpen.count) return null;
    const completed = connections.states.ESTABLISHED ?? 0;
    return {
      speaks: 'against',
      confidence: completed === 0 ? 'medium' : 'low',
      text: `${counted(count, 'half-open connection')}, ${completed === 0 ? 'none completed' : `${completed} completed`}. The address may be forged.`,
      figures: { halfOpen: count, established: completed },
      limit: 'halfOpen',
    };
  },
};
