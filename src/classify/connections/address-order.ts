import { type IpAddress, isIpv6, withoutZone } from '../../model/ip-address.ts';

/**
 * A text whose alphabetical order is the numerical order of addresses: IPv4 before IPv6, each ascending. For stable
 * lists where the counts are equal.
 */
export const addressOrder = (address: IpAddress): string => (isIpv6(address) ? `6${ipv6Digits(address)}` : `4${ipv4Digits(address)}`);

const ipv4Digits = (address: string): string =>
  address
    .split('.')
    .map((octet) => octet.padStart(3, '0'))
    .join('');

/** Canonical IPv6 text has at most one `::`, which stands for as many zero groups as are missing; a zone comes last. */
function ipv6Digits(address: IpAddress): string {
  const bare = withoutZone(address);
  const [head = '', tail] = bare.split('::', 2);
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0000');
  return [...before, ...zeros, ...after].join('') + address.slice(bare.length);
}

const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0')));
