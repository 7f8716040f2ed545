import { type Identity, noIdentity } from '../../model/identity.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { kindMeanings, strictestRange } from '../../model/kind-meaning.ts';
import type { KnownService } from '../../model/known-service.ts';
import { reservedKind } from '../../model/reserved.ts';
import type { ReverseAnswer } from '../../model/reverse-names.ts';
import { claimFinder } from './claims.ts';
import { rangeIndex } from './range-index.ts';
import { type ReverseProof, reverseProof } from './reverse-proof.ts';

export interface IdentityQuestion {
  readonly address: IpAddress;
  /** User agents it came with; none where only its connections are known, null where its log has none of anybody. */
  readonly agents: readonly string[] | null;
  readonly reverse: ReverseAnswer;
}

export type Identify = (question: IdentityQuestion) => Identity;

/** Who an address is, by what is known of services. Sorted and compiled once: keep the function for all addresses of a page. */
export function identifier(services: readonly KnownService[]): Identify {
  const claimsOf = claimFinder(services);
  const index = rangeIndex(services);
  return ({ address, agents, reverse }) => {
    const claimed = [...new Set((agents ?? []).flatMap(claimsOf))];
    const holders = index.ownersOf(address);
    const known: Identity = {
      ...noIdentity,
      ranges: holders.map(({ name, kind, proves }) => ({ service: name, kind, ...(proves === 'owner' && { isWhole: true }) })),
      reverseNames: reverse.state === 'named' ? reverse.names.flatMap(({ name, forward }) => (forward === 'confirmed' ? [name] : [])) : [],
    };
    const [claim] = claimed;
    if (claim === undefined) return byRangeAlone(known, holders, agents === null);
    const holder = claimed.find((service) => holders.includes(service));
    if (holder !== undefined) return byRange({ ...known, claim: holder.name }, holder, 'verified');
    // Whoever asks through a proxy has the proxy's address: nothing of it proves or denies what he says he is.
    const proxy = holders.find(({ kind }) => kindMeanings[kind].speaksFor === 'nothing');
    if (proxy !== undefined) return byRange({ ...known, claim: claim.name }, proxy, 'verified');
    // The names of private networks are the local administrator's, and a proxy of the machine's own may stand there.
    const isReserved = reservedKind(address) !== null;
    return byReverse(
      known,
      claimed.map((service) => [service, isReserved ? 'undecided' : reverseProof(service, reverse)]),
    );
  };
}

/**
 * Without a claim lying in a range says enough of services that need none, where the list is of nothing else. A log without user
 * agents has no claims at all: there it says enough of crawlers too, but not of what fetches for people, who may ask for anything.
 */
function byRangeAlone(known: Identity, holders: readonly KnownService[], isNameless: boolean): Identity {
  const holder = strictestRange(holders);
  if (holder === null) return known;
  const { needsClaim, speaksFor } = kindMeanings[holder.kind];
  const needsNone = !needsClaim || (isNameless && speaksFor === 'address' && holder.kind !== 'fetcher');
  return byRange(known, holder, needsNone && (holder.proves === 'service' || holder.kind === 'cdn') ? 'verified' : 'unverified');
}

const byRange = (known: Identity, { name, kind, date }: KnownService, status: 'verified' | 'unverified'): Identity => ({
  ...known,
  status,
  kind,
  service: name,
  by: 'range',
  listDate: date,
});

/** One proof is enough; one lie is one, whatever else is claimed. */
const order = ['proved', 'open', 'denied', 'undecided'] as const satisfies readonly ReverseProof[];
const statuses = { proved: 'verified', open: 'checking', denied: 'fake', undecided: 'unverified' } as const;

function byReverse(known: Identity, claims: readonly (readonly [KnownService, ReverseProof])[]): Identity {
  for (const proof of order) {
    const service = claims.find((claim) => claim[1] === proof)?.[0];
    if (service === undefined) continue;
    const { name, kind } = service;
    const isProved = proof === 'proved';
    return { ...known, claim: name, status: statuses[proof], kind, service: isProved ? name : null, by: isProved ? 'reverse-dns' : null };
  }
  return known;
}
