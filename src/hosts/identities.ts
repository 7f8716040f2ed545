import { join } from 'node:path';
import { type Identify, identifier } from '../classify/identity/identify.ts';
import { withNewestLists } from '../classify/identity/newest-lists.ts';
import { shippedServices } from '../classify/identity/shipped-services.ts';
import type { Identity } from '../model/identity.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import type { KnownService, SavedLists } from '../model/known-service.ts';
import type { PanelName } from '../model/panel.ts';
import { readSavedLists } from '../sources/ranges/saved-lists.ts';
import { openReverseNames } from '../sources/reverse-names/reverse-names.ts';
import { memoryFolder } from './memory-folder.ts';

/** Where fetched lists are; null when this user has no folder for them. */
export function savedListsPath(panel: PanelName, root = '/'): string | null {
  const folder = memoryFolder(panel, root);
  return folder === null ? null : join(folder, 'ranges.txt');
}

/** The lists that were fetched; none where there are none. */
export const savedListsAt = (path: string | null): SavedLists => (path === null ? new Map() : readSavedLists(path));

/** All services with the newest of their lists. */
export const knownServices = async (saved: SavedLists): Promise<readonly KnownService[]> => withNewestLists(await shippedServices(), saved);

/** Who addresses are, for the pages and commands of this server. */
export interface Identities {
  /**
   * At once: by lists, user agents and what DNS said earlier. `checking` becomes an answer after {@link lookUpAfterwards}. What was
   * seen long before now is not asked of DNS, which tells of today: addresses change hands. `seenEpoch`: seconds since 1970, null
   * for now.
   */
  identityOf(address: IpAddress, agents: readonly string[] | null, seenEpoch: number | null): Identity;
  /** Asks DNS for addresses, for the next page: `ReverseNames` says how many and how long. */
  lookUpAfterwards(addresses: readonly IpAddress[]): Promise<boolean>;
}

/** A month, in seconds. */
const longestDnsHolds = 30 * 86_400;

export async function openIdentities(panel: PanelName, root: string): Promise<Identities> {
  const identify: Identify = identifier(await knownServices(savedListsAt(savedListsPath(panel, root))));
  const folder = memoryFolder(panel, root);
  const names = openReverseNames({
    path: folder === null ? null : join(folder, 'reverse-names.txt'),
    nowEpoch: () => Math.floor(Date.now() / 1000),
  });
  return {
    identityOf: (address, agents, seenEpoch) => {
      const isOld = seenEpoch !== null && Date.now() / 1000 - seenEpoch > longestDnsHolds;
      return identify({ address, agents, reverse: isOld ? { state: 'silent' } : names.known(address) });
    },
    lookUpAfterwards: (addresses) => names.lookUpAfterwards(addresses),
  };
}

/** Of a list of what logs call clients those who are somebody known. DNS is not asked. */
export function identitiesOf(
  { identityOf }: Pick<Identities, 'identityOf'>,
  addresses: readonly string[],
  agents: readonly string[],
): ReadonlyMap<string, Identity> {
  const known = new Map<string, Identity>();
  for (const text of new Set(addresses)) {
    const address = parseIpAddress(text);
    const identity = address === undefined ? null : identityOf(address, agents, null);
    if (identity !== null && identity.status !== 'none') known.set(text, identity);
  }
  return known;
}
