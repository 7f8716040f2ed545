import type { OutboundPort } from '../model/connection-report.ts';
import { barPercent, count, type Quantity, quantity } from './numbers.ts';
import { type ForeignText, foreignText } from './printable.ts';

/** A port of other machines that this one connects to, and who on it does. */
export interface OutboundRow {
  readonly port: number;
  readonly service: string | null;
  readonly owners: readonly (ForeignText & { readonly connections: string })[];
  /** How many other machines. */
  readonly peers: Quantity;
  readonly connections: Quantity;
  readonly bar: number;
}

const ownersNamed = 3;

export function outboundRows(ports: readonly OutboundPort[]): readonly OutboundRow[] {
  const most = ports.reduce((longest, port) => Math.max(longest, port.connections), 0);
  return ports.map((port) => ({
    port: port.port,
    service: port.service,
    owners: port.owners.slice(0, ownersNamed).map((owner) => ({ ...ownerText(owner), connections: count(owner.connections) })),
    peers: quantity(port.addresses),
    connections: quantity(port.connections),
    bar: barPercent(port.connections, most),
  }));
}

function ownerText({ user, program }: OutboundPort['owners'][number]): ForeignText {
  if (user !== null && program !== null) return foreignText(`${user} (${program})`, 60);
  return foreignText(user ?? program ?? 'owner not known', 60);
}
