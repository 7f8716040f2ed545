import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Operator } from '../../model/operator.ts';
import { estateOfDomains, type OwnDomain, ownDomains } from './estate-of-domains.ts';
import type { PleskHouse } from './plesk-house.ts';
import type { PageAsked } from './question-shape.ts';

export interface Asked {
  readonly operator: Operator;
  /** The one domain of the per-domain view. */
  readonly site: OwnDomain | null;
  /** Addresses that the server is reached at. */
  readonly ownAddresses: readonly IpAddress[];
}

/** Who asks, and for which domains; null where the other side cannot have told the truth. */
export function readAsked(
  question: Pick<PageAsked, 'operator' | 'domains' | 'site' | 'mayBlock' | 'ownAddresses'>,
  house: PleskHouse,
): Asked | null {
  const { operator, domains } = question;
  if (domains === null && (operator.role !== 'admin' || question.site !== null)) return null;
  const own = domains === null ? null : ownDomains(domains, house.vhosts);
  if (own !== null && !own.ok) return null;
  const site = question.site === null ? null : (own?.value.find(({ id }) => id === question.site) ?? undefined);
  if (site === undefined) return null;
  return {
    site,
    ownAddresses: question.ownAddresses.flatMap((text) => parseIpAddress(text) ?? []),
    operator: {
      name: operator.name,
      role: operator.role,
      estate: own === null ? null : estateOfDomains(house.root, own.value),
      address: operator.address === null ? null : (parseIpAddress(operator.address) ?? null),
      session: operator.session,
      actsFor: operator.actsFor,
      blocksFor: question.mayBlock && own !== null ? own.value.filter(({ mayBlock }) => mayBlock).map(({ name }) => name) : [],
    },
  };
}
