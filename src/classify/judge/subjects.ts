import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { AddressConnections } from '../../model/connection-report.ts';
import type { Identity } from '../../model/identity.ts';
import { type IpAddress, isLoopback, isUnspecified, parseIpAddress, withoutZone } from '../../model/ip-address.ts';
import { isBlank, mainSiteOf } from '../rules/logged-agents.ts';
import { indexScene, type Scene, type SceneIndex } from '../rules/scene.ts';
import type { Subject } from '../rules/subject.ts';
import { isPrivate } from './private-ranges.ts';

/**
 * Who an address is. `agents`: null where its log has none of anybody. `seenEpoch`: when it was seen last, seconds since 1970; null
 * for now.
 */
export type IdentityOf = (address: IpAddress, agents: readonly string[] | null, seenEpoch: number | null) => Identity;

/** Everybody to be judged: candidates of the logs, and whoever connected to us. Peers that only we connected to are not. */
export function subjectsOf(scene: Scene, identityOf: IdentityOf, ownAddresses: readonly IpAddress[]): readonly Subject[] {
  const behaviours = new Map<IpAddress, AddressBehaviour>((scene.behaviours?.addresses ?? []).map((one) => [one.address, one]));
  const connections = inboundPeers(scene.connections?.byAddress ?? []);
  const own = new Set(ownAddresses.map(withoutZone));
  for (const peer of scene.connections?.byAddress ?? []) if (peer.own) own.add(peer.address);
  const index = indexScene(scene);
  const addresses = new Set([...behaviours.keys(), ...connections.keys()].filter((address) => !isUnspecified(address)));
  return [...addresses].map((address) => ({
    address,
    own: isLoopback(address) || own.has(withoutZone(address)),
    private: isPrivate(address),
    behaviour: behaviours.get(address) ?? null,
    connections: connections.get(address) ?? null,
    identity: identityOf(address, agentsOf(behaviours.get(address), index), behaviours.get(address)?.lastEpoch ?? null),
    index,
  }));
}

function agentsOf(behaviour: AddressBehaviour | undefined, index: SceneIndex): readonly string[] | null {
  const agents = (behaviour?.agents ?? []).map(({ agent }) => agent);
  const isNameless = behaviour !== undefined && agents.length > 0 && agents.every(isBlank) && !index.agentsAreLogged(mainSiteOf(behaviour));
  return isNameless ? null : agents;
}

function inboundPeers(peers: readonly AddressConnections[]): ReadonlyMap<IpAddress, AddressConnections> {
  const inbound = new Map<IpAddress, AddressConnections>();
  for (const peer of peers) {
    const address = peer.inbound > 0 ? parseIpAddress(peer.address) : undefined;
    if (address !== undefined) inbound.set(address, peer);
  }
  return inbound;
}
