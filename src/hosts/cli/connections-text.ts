import type {
  AddressConnections,
  ConnectionReport,
  OutboundPort,
  PortConnections,
  StateConnections,
  SubnetConnections,
} from '../../model/connection-report.ts';
import { beyondSentences } from '../../views/coverage.ts';
import { count, counted } from '../../views/numbers.ts';
import { printable } from '../../views/printable.ts';
import { clockAt } from '../../views/times.ts';
import { heading, note, problemsText } from './report-text.ts';
import type { ConnectionList } from './connection-lists.ts';
import { type Column, table } from './table.ts';
import { paint, type Terminal } from './terminal.ts';

/** The answer of `connections` for a terminal. */
export function connectionsText(report: ConnectionReport, by: ConnectionList, terminal: Terminal): string {
  const shows = (list: ConnectionList): boolean => by === 'everything' || by === list;
  return [
    heading(terminal, `Connections: ${count(report.total)} (${count(report.inbound)} inbound, ${count(report.outbound)} outbound)`),
    note(terminal, facts(report, terminal)),
    warnings(report, terminal),
    shows('address') ? byAddress(report, terminal) : '',
    shows('subnet') ? list('By subnet', report.bySubnet, report.distinct.subnets, subnetColumns, terminal) : '',
    shows('port') ? byPort(report, terminal) : '',
    shows('state') ? list('By state', report.byState, report.byState.length, stateColumns, terminal) : '',
    unparsed(report, terminal),
    problemsText(terminal, 'Not read', report.problems),
  ].join('');
}

function facts(report: ConnectionReport, terminal: Terminal): string {
  const clock = clockAt(terminal.now(), terminal.timeZone);
  const parts = [`from ${printable(report.source)}`];
  if (report.takenAt !== null) parts.push(clock.tell(report.takenAt).full);
  parts.push(`${count(report.established)} established`, `${count(report.halfOpen)} half-open`);
  if (report.own.connections > 0) parts.push(`${count(report.own.connections)} with itself, listed apart`);
  parts.push(`${counted(report.listening, 'listening socket')} not counted`);
  return parts.join(' · ');
}

function warnings(report: ConnectionReport, terminal: Terminal): string {
  const full = report.byLocalPort.filter((port) => port.acceptQueue?.full === true);
  const lines = full.map(({ port, acceptQueue }) => {
    const limit = acceptQueue === null || acceptQueue.limit === null ? '' : ` of ${count(acceptQueue.limit)}`;
    return `The accept queue of port ${String(port)} is full (${count(acceptQueue?.waiting ?? 0)}${limit} waiting): the program behind it does not keep up.`;
  });
  if (report.directionGuessed && report.total > 0)
    lines.push('The source has no listening sockets: inbound and outbound are guessed from the port numbers.');
  lines.push(...beyondSentences(report));
  return lines.map((line) => `${paint(terminal, 'yellow', line)}\n`).join('');
}

function byAddress(report: ConnectionReport, terminal: Terminal): string {
  const others = report.byAddress.filter((row) => !row.own);
  const own = report.byAddress.filter((row) => row.own);
  return (
    list('By address', others, report.distinct.addresses - own.length, addressColumns, terminal) +
    list('With itself', own, own.length, addressColumns, terminal)
  );
}

function byPort(report: ConnectionReport, terminal: Terminal): string {
  const served = report.byLocalPort.filter((row) => row.listening > 0 || row.inbound > 0);
  return (
    list('By local port', served, served.length, portColumns, terminal) +
    list('Outbound, by the port they go to', report.outboundByPort, report.outboundByPort.length, outboundColumns, terminal)
  );
}

function list<Row>(title: string, rows: readonly Row[], distinct: number, columns: readonly Column<Row>[], terminal: Terminal): string {
  if (rows.length === 0) return '';
  const cut = rows.length < distinct ? ` (the ${count(rows.length)} busiest of ${count(distinct)})` : '';
  return `\n${paint(terminal, 'bold', title)}${cut}\n${table(terminal, columns, rows)}`;
}

const nonZero = (n: number): string => (n === 0 ? '' : count(n));

const pairs = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .map(([name, n]) => [name, n ?? 0] as const)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([name, n]) => `${name} ${count(n)}`)
    .join(', ');

const addressColumns: Column<AddressConnections>[] = [
  { title: 'connections', align: 'right', cell: (row) => count(row.connections) },
  { title: 'in', align: 'right', cell: (row) => nonZero(row.inbound) },
  { title: 'out', align: 'right', cell: (row) => nonZero(row.outbound) },
  { title: 'half-open', align: 'right', cell: (row) => nonZero(row.halfOpen) },
  { title: 'address', align: 'left', cell: (row) => row.address },
  { title: 'states', align: 'left', spare: true, cell: (row) => pairs(row.states) },
  { title: 'local ports', align: 'left', flexible: true, cell: (row) => pairs(row.localPorts) },
];

const subnetColumns: Column<SubnetConnections>[] = [
  { title: 'connections', align: 'right', cell: (row) => count(row.connections) },
  { title: 'addresses', align: 'right', cell: (row) => count(row.addresses) },
  { title: 'subnet', align: 'left', flexible: true, cell: (row) => (row.own ? `${row.subnet} (this server)` : row.subnet) },
];

const portColumns: Column<PortConnections>[] = [
  { title: 'connections', align: 'right', cell: (row) => count(row.connections) },
  { title: 'half-open', align: 'right', cell: (row) => nonZero(row.halfOpen) },
  { title: 'port', align: 'right', cell: (row) => String(row.port) },
  { title: 'service', align: 'left', cell: (row) => row.service ?? '' },
  { title: 'listening', align: 'right', spare: true, cell: (row) => nonZero(row.listening) },
  { title: 'waiting', align: 'right', cell: (row) => (row.acceptQueue === null ? '' : nonZero(row.acceptQueue.waiting)) },
  { title: 'unread bytes', align: 'right', spare: true, cell: (row) => nonZero(row.receiveQueueBytes ?? 0) },
  { title: 'program', align: 'left', flexible: true, cell: (row) => row.programs.map(printable).join(', ') },
];

const outboundColumns: Column<OutboundPort>[] = [
  { title: 'connections', align: 'right', cell: (row) => count(row.connections) },
  { title: 'addresses', align: 'right', cell: (row) => count(row.addresses) },
  { title: 'port', align: 'right', cell: (row) => String(row.port) },
  { title: 'service', align: 'left', cell: (row) => row.service ?? '' },
  { title: 'by', align: 'left', flexible: true, cell: (row) => row.owners.map(ownerText).join(', ') },
];

function ownerText(owner: OutboundPort['owners'][number]): string {
  const names = [owner.user, owner.program].filter((name) => name !== null).map(printable);
  return `${names.length > 0 ? names.join(' ') : 'unknown'} ${count(owner.connections)}`;
}

const stateColumns: Column<StateConnections>[] = [
  { title: 'connections', align: 'right', cell: (row) => count(row.connections) },
  { title: 'state', align: 'left', flexible: true, cell: (row) => row.state },
];

function unparsed(report: ConnectionReport, terminal: Terminal): string {
  if (report.unparsed === 0) return '';
  const samples = report.unparsedSamples.map((sample) => `  ${printable(sample)}\n`).join('');
  return `\n${paint(terminal, 'yellow', `${counted(report.unparsed, 'line')} not understood, for example`)}\n${samples}`;
}
