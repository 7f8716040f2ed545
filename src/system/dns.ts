import { Resolver } from 'node:dns/promises';
import { type IpAddress, isIpv6 } from '../model/ip-address.ts';
import { ipv6Groups } from '../model/ip-numbers.ts';
import { errorCode } from './fs-problem.ts';

/** What name servers said, as they said it: hostile text. None when there are none; `silent` when nobody answered, or could not. */
export type DnsAnswer = readonly string[] | 'silent';

export interface DnsClient {
  /** The names an address has (PTR). */
  namesOf(address: IpAddress): Promise<DnsAnswer>;
  /** The addresses a name has: IPv4 (A) or IPv6 (AAAA). */
  addressesOf(name: string, family: 4 | 6): Promise<DnsAnswer>;
}

export interface DnsLimits {
  /** For everything asked in one piece of work; what is not answered by then is `silent`. */
  readonly totalMs: number;
  /** `address:port`; those of this machine unless given. */
  readonly servers?: readonly string[];
}

const tries = 2;

/**
 * Lets some work ask DNS, within a time of its own. Only name servers are asked, never /etc/hosts, and no search domain is
 * added: the answer is the world's.
 */
export async function withDns<T>({ totalMs, servers }: DnsLimits, work: (dns: DnsClient) => Promise<T>): Promise<T> {
  const resolver = new Resolver({ timeout: Math.ceil(totalMs / tries), tries });
  if (servers !== undefined) resolver.setServers(servers);
  let isOver = false;
  const end = setTimeout(() => {
    isOver = true;
    resolver.cancel();
  }, totalMs);
  const ask = (question: () => Promise<readonly string[]>): Promise<DnsAnswer> => (isOver ? Promise.resolve('silent') : answerOf(question));
  try {
    return await work({
      namesOf: (address) => ask(() => resolver.resolvePtr(reverseQuestion(address))),
      addressesOf: (name, family) => ask(() => (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name))),
    });
  } finally {
    clearTimeout(end);
  }
}

/** `7.113.0.203.in-addr.arpa` (RFC 1035, 3.5), or 32 digits and `ip6.arpa` (RFC 3596, 2.5). The address has no zone. */
function reverseQuestion(address: IpAddress): string {
  if (!isIpv6(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = (ipv6Groups(address) ?? []).map((group) => group.toString(16).padStart(4, '0')).join('');
  return `${Array.from(digits).reverse().join('.')}.ip6.arpa`;
}

async function answerOf(question: () => Promise<readonly string[]>): Promise<DnsAnswer> {
  try {
    return await question();
  } catch (error) {
    switch (errorCode(error)) {
      // The name does not exist, or has nothing of this kind.
      case 'ENOTFOUND':
      case 'ENODATA':
        return [];
      case undefined:
        throw error;
      default:
        return 'silent';
    }
  }
}
