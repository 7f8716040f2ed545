import type { ReviewedWhole } from '../../actions/review-whole.ts';
import type { MachineFacts } from '../../model/sources-report.ts';
import { counted } from '../../views/numbers.ts';
import { cutInTheMiddle, printable } from '../../views/printable.ts';
import { problemText } from '../../views/problem-text.ts';
import { clockAt } from '../../views/times.ts';
import { connectionsText } from './connections-text.ts';
import { errorsText } from './errors-text.ts';
import { pagesText } from './pages-text.ts';
import { reviewText } from './review-text.ts';
import type { Terminal } from './terminal.ts';

/** What a report is about: this server, or files that somebody named. */
export interface ReportSubject {
  readonly version: string;
  /** Null for named files. */
  readonly machine: MachineFacts | null;
  readonly files: readonly string[];
}

/** Whoever reads a ticket was not there: which server, when, and by what. */
function head({ version, machine, files }: ReportSubject, terminal: Terminal): string {
  const { full } = clockAt(terminal.now(), terminal.timeZone).tell(new Date(terminal.now()).toISOString());
  const about =
    machine === null
      ? `Of files: ${cutInTheMiddle(files.join(', '), 300)}`
      : `Server ${printable(machine.hostName)}, load ${machine.loadAverage.map((load) => load.toFixed(2)).join(' ')} on ${counted(machine.cores, 'core')}`;
  return `Active Connections ${version}, report of ${full}\n${about}\n`;
}

/** The answer of `report`: what it is about, then all reviews, one below the other, for a ticket. */
export function reportText({ verdicts, connections, access, errors }: ReviewedWhole, subject: ReportSubject, terminal: Terminal): string {
  const about = { window: access.window.name, site: null, address: null, top: null };
  const sockets =
    connections === null
      ? []
      : [connections.ok ? connectionsText(connections.value, 'everything', terminal) : `${problemText(connections.problem)}\n`];
  return [
    head(subject, terminal),
    reviewText(verdicts, terminal),
    ...sockets,
    pagesText(access, { ...about, key: 'target', page: null }, terminal),
    errorsText(errors, about, terminal),
  ].join(`\n${'-'.repeat(60)}\n\n`);
}
