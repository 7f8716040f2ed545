import { isLoopback, isUnspecified } from '../../model/ip-address.ts';
import type { SocketRow, SocketTable } from '../../model/socket.ts';
import type { LiveLogin, OutboundPeer } from '../guard/guard-facts.ts';

/** Ports of the panels where a person is logged in: cPanel, WHM, Webmail; Plesk and its updater. */
export const panelPorts: ReadonlySet<number> = new Set([2082, 2083, 2086, 2087, 2095, 2096, 8443, 8447, 8880]);

/**
 * Whom this machine called: connections whose local port is none it listens on. Nobody, where the table does not tell what
 * it listens on.
 */
export function outboundPeers({ rows, ownAddresses, hasListeners }: SocketTable): readonly OutboundPeer[] {
  if (!hasListeners) return [];
  const listening = listeningPorts(rows);
  const own = new Set<string>(ownAddresses);
  const peers = new Map<string, OutboundPeer>();
  for (const row of rows) {
    const { peerAddress: address, peerPort: port, protocol, localPort, state } = row;
    if (row.listening || state === 'SYN_RECV' || isUnspecified(address) || isLoopback(address) || own.has(address)) continue;
    if (listening.has(portKey(protocol, localPort))) continue;
    peers.set(`${address} ${port} ${protocol}`, { address, port, protocol });
  }
  return [...peers.values()];
}

/**
 * Who is connected to a port where one logs in. Whether anybody is logged in there the table does not tell.
 * @param sshPorts the ports sshd is set to; those it listens on are found by its name, where programs were looked up
 */
export function loginConnections({ rows }: SocketTable, sshPorts: ReadonlySet<number>): readonly LiveLogin[] {
  const ssh = new Set([
    ...sshPorts,
    ...rows.filter((row) => row.listening && row.owner?.program === 'sshd').map(({ localPort }) => localPort),
  ]);
  const logins = new Map<string, LiveLogin>();
  for (const { protocol, state, listening, peerAddress: address, localPort: port } of rows) {
    if (protocol !== 'tcp' || listening || state !== 'ESTABLISHED') continue;
    const way = ssh.has(port) ? 'ssh' : panelPorts.has(port) ? 'panel' : null;
    if (way !== null) logins.set(`${address} ${port}`, { address, way, port, user: null, proved: false });
  }
  return [...logins.values()];
}

const listeningPorts = (rows: readonly SocketRow[]): ReadonlySet<string> =>
  new Set(rows.filter(({ listening }) => listening).map(({ protocol, localPort }) => portKey(protocol, localPort)));

const portKey = (protocol: string, port: number): string => `${protocol} ${port}`;
