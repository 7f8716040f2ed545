import { networkInterfaces } from 'node:os';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';

/** The addresses of this machine's interfaces, loopback included, each once. Link-local ones carry no zone. */
export function ownAddresses(): readonly IpAddress[] {
  const found = new Set<IpAddress>();
  for (const entries of Object.values(networkInterfaces())) {
    for (const { address } of entries ?? []) {
      const own = parseIpAddress(address);
      if (own !== undefined) found.add(own);
    }
  }
  return [...found];
}
