import { type DomainName, parseDomainName } from '../../model/domain-name.ts';
import { type IpAddress, isIpv6, parseIpAddress } from '../../model/ip-address.ts';
import type { ForwardAnswer, ReverseAnswer } from '../../model/reverse-names.ts';
import { type DnsAnswer, type DnsClient, withDns } from '../../system/dns.ts';

/** For the names of one address and all of their addresses together. */
const totalMs = 2000;

/** Real crawlers have one name, or two; whoever has hundreds wants us to ask for hundreds. */
export const mostNames = 8;

/**
 * Asks DNS for an address's names and each of them for its addresses: the owner of an address writes any name he likes into
 * its reverse record, but only the owner of the name can make it lead back. Two seconds at most.
 *
 * @param servers `address:port`; those of this machine unless given
 */
export function askReverseNames(address: IpAddress, servers?: readonly string[]): Promise<ReverseAnswer> {
  return withDns({ totalMs, ...(servers === undefined ? {} : { servers }) }, async (dns) => {
    const answer = await dns.namesOf(address);
    if (answer === 'silent') return { state: 'silent' };
    const names = await Promise.all(domainNames(answer).map(async (name) => ({ name, forward: await forwardAnswer(dns, name, address) })));
    return { state: 'named', names };
  });
}

/** What is no domain's name is dropped: anything may stand in a reverse record. */
function domainNames(texts: readonly string[]): readonly DomainName[] {
  const names = texts.flatMap((text) => parseDomainName(text) ?? []).filter((name) => !name.startsWith('*'));
  return [...new Set(names)].slice(0, mostNames);
}

async function forwardAnswer(dns: DnsClient, name: DomainName, address: IpAddress): Promise<ForwardAnswer> {
  const answer: DnsAnswer = await dns.addressesOf(name, isIpv6(address) ? 6 : 4);
  if (answer === 'silent') return 'silent';
  if (answer.length === 0) return 'missing';
  return answer.some((text) => parseIpAddress(text) === address) ? 'confirmed' : 'denied';
}
