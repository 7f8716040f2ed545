import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Estate } from '../../model/operator.ts';
import type { UserHome } from '../user-homes.ts';
import { type UserDomain, vhostNames } from './user-domains.ts';

/**
 * What a reseller may see: the accounts whose owner they are, and their own account, whoever owns that (cPanel's own rule).
 * By exact names; an account whose lines do not agree on its owner is nobody's. The root account is never part of it.
 */
export function estateOf(reseller: string, domains: readonly UserDomain[], homes: ReadonlyMap<string, UserHome>): Estate {
  const accounts = accountsOf(reseller, domains);
  const own = domains.filter(({ user }) => accounts.has(user));
  const others = domains.filter(({ user }) => !accounts.has(user));
  return {
    accounts: [...accounts].sort(),
    uids: ownUids(accounts, homes),
    domains: ownNames(own, others),
    ownAddresses: ownAddresses(own, others),
  };
}

function accountsOf(reseller: string, domains: readonly UserDomain[]): ReadonlySet<string> {
  const ownersByUser = new Map<string, Set<string>>();
  for (const { user, owner } of domains) {
    const owners = ownersByUser.get(user) ?? new Set();
    owners.add(owner);
    ownersByUser.set(user, owners);
  }
  const mine = [...ownersByUser].filter(
    ([user, owners]) => user !== 'root' && user !== 'nobody' && (user === reseller || (owners.size === 1 && owners.has(reseller))),
  );
  return new Set(mine.map(([user]) => user));
}

/** Their user ids; one that another name of this machine has as well is not theirs alone, and root's never is. */
function ownUids(accounts: ReadonlySet<string>, homes: ReadonlyMap<string, UserHome>): readonly number[] {
  const foreign = new Set([...homes].flatMap(([name, { uid }]) => (accounts.has(name) ? [] : [uid])));
  const own = [...accounts].flatMap((account) => homes.get(account)?.uid ?? []);
  return [...new Set(own)].filter((uid) => uid !== 0 && !foreign.has(uid));
}

/** Domains and the names of their vhosts; a name that also stands for somebody else's site is left out. */
function ownNames(own: readonly UserDomain[], others: readonly UserDomain[]): readonly string[] {
  const foreign = new Set(others.flatMap(vhostNames));
  return [...new Set(own.flatMap(vhostNames))].filter((name) => !foreign.has(name)).sort();
}

/** Addresses that serve own sites and nobody else's; what the machine has with itself is nobody's. */
function ownAddresses(own: readonly UserDomain[], others: readonly UserDomain[]): readonly IpAddress[] {
  const foreign = addressesOf(others);
  return [...addressesOf(own)].filter((address) => !foreign.has(address) && address !== '::1' && !address.startsWith('127.'));
}

const addressesOf = (domains: readonly UserDomain[]): ReadonlySet<IpAddress> =>
  new Set(domains.flatMap(({ addresses }) => addresses).flatMap((text) => parseIpAddress(text) ?? []));
