import type { ReviewedWhole } from '../../actions/review-whole.ts';
import { problemText } from '../../views/problem-text.ts';
import { connectionsText } from './connections-text.ts';
import { errorsText } from './errors-text.ts';
import { pagesText } from './pages-text.ts';
import { reviewText } from './review-text.ts';
import type { Terminal } from './terminal.ts';

/** The answer of `report`: all reviews, one below the other, for a ticket. */
export function reportText({ verdicts, connections, access, errors }: ReviewedWhole, terminal: Terminal): string {
  const about = { window: access.window.name, site: null, address: null, top: null };
  const sockets =
    connections === null
      ? []
      : [connections.ok ? connectionsText(connections.value, 'everything', terminal) : `${problemText(connections.problem)}\n`];
  return [
    reviewText(verdicts, terminal),
    ...sockets,
    pagesText(access, { ...about, key: 'target', page: null }, terminal),
    errorsText(errors, about, terminal),
  ].join(`\n${'-'.repeat(60)}\n\n`);
}
