import type { IpAddress } from '../../model/ip-address.ts';
import type { RebuildSite } from './enforcers-here.ts';

/** What only a host inside of the panel has or knows, and blocks need. */
export interface FromPanel {
  /** See `enforcersHere`. */
  readonly rebuildSite?: RebuildSite | undefined;
  /** Addresses that the server is reached at: behind NAT it does not know them itself. */
  readonly ownAddresses?: readonly IpAddress[];
}
