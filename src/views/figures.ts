import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { countErrors } from './error-groups.ts';
import { barPercent, bytesText, count, counted } from './numbers.ts';
import type { Tone } from './ranking.ts';

/** A number large enough to be read across the room, and a line below it. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly hasBar: boolean;
  /** 0 to 100. */
  readonly bar: number;
  readonly tone: Tone;
}

/** Half-open connections are normal on a busy server; from this part of the inbound ones on they are not. */
const halfOpenShareToNotice = 0.1;

export function connectionFigures(report: ConnectionReport): readonly Figure[] {
  const inbound = report.inbound - report.own.inbound;
  const outbound = report.outbound - report.own.outbound;
  const manyHalfOpen = report.halfOpen > 20 && report.halfOpen >= halfOpenShareToNotice * inbound;
  return [
    plain('Inbound', count(inbound), 'from other machines'),
    plain('Outbound', count(outbound), 'to other machines'),
    plain('Established', count(report.established), `of ${count(report.total)} in all`),
    { ...plain('Half-open', count(report.halfOpen), 'handshake not complete'), tone: manyHalfOpen ? 'warn' : null },
    plain('With itself', count(report.own.connections), `${counted(report.listening, 'listener')} left out`),
  ];
}

export function machineFigures(machine: MachineFacts): readonly Figure[] {
  const [one, , fifteen] = machine.loadAverage;
  return [
    {
      label: 'Load',
      value: one.toFixed(2),
      detail: `on ${counted(machine.cores, 'core')}; 15 min: ${fifteen.toFixed(1)}`,
      hasBar: true,
      bar: barPercent(one, machine.cores),
      tone: loadTone(one / machine.cores),
    },
    memoryFigure(machine),
  ];
}

const loadTone = (perCore: number): Tone => (perCore >= 2 ? 'danger' : perCore >= 1 ? 'warn' : null);

function memoryFigure(machine: MachineFacts): Figure {
  const total = machine.memoryTotalBytes;
  const available = machine.memoryAvailableBytes;
  if (available === null) return plain('Memory', bytesText(total), 'in all; how much is free is not known');
  const used = total - available;
  return {
    label: 'Memory free',
    value: bytesText(available),
    detail: `of ${bytesText(total)}`,
    hasBar: true,
    bar: barPercent(used, total),
    tone: used >= 0.97 * total ? 'danger' : used >= 0.9 * total ? 'warn' : null,
  };
}

export function requestFigures(report: AccessReport): readonly Figure[] {
  const errors = Object.entries(report.statuses).reduce((sum, [status, requests]) => (/^[45]/.test(status) ? sum + requests : sum), 0);
  const share = report.parsed === 0 ? 0 : errors / report.parsed;
  return [
    plain('Requests', count(report.parsed), 'in this time'),
    plain('Addresses', distinctText(report, 'addresses'), 'asked for something'),
    plain('Pages', distinctText(report, 'pages'), 'different ones'),
    { ...plain('Refused or failed', count(errors), 'answered with 4xx or 5xx'), tone: errors > 20 && share >= 0.3 ? 'warn' : null },
  ];
}

/** How many different ones there were; `1,204+` when there were more than could be told apart. */
const distinctText = ({ distinct, countErrorBound }: AccessReport, list: keyof AccessReport['distinct']): string =>
  `${count(distinct[list])}${countErrorBound[list] === 0 ? '' : '+'}`;

const plain = (label: string, value: string, detail: string): Figure => ({ label, value, detail, hasBar: false, bar: 0, tone: null });

/** What one address does: its connections, what it asked for, the trouble it met. */
export function addressFigures(connections: ConnectionReport | null, access: AccessReport, errors: ErrorReport): readonly Figure[] {
  const sockets =
    connections === null
      ? []
      : [
          plain('Inbound', count(connections.inbound), 'connections to this machine'),
          plain('Outbound', count(connections.outbound), 'connections from this machine'),
          plain('Established', count(connections.established), `of ${count(connections.total)}`),
          plain('Half-open', count(connections.halfOpen), 'handshake not complete'),
        ];
  const [requests, , , refused] = requestFigures(access);
  return [
    ...sockets,
    ...(requests === undefined
      ? []
      : [{ ...requests, detail: `for ${counted(access.distinct.pages, 'page')} of ${counted(access.distinct.sites, 'site')}` }]),
    ...(refused === undefined ? [] : [refused]),
    plain('Errors', count(countErrors(errors)), counted(errors.distinctGroups, 'kind')),
  ];
}
