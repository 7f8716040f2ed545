import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

export const natListPath = '/var/cpanel/cpnat';

/**
 * The public addresses of a server that only knows its private ones: cPanel's list of them, a private and a public address to a
 * line (https://docs.cpanel.net/knowledge-base/general-systems-administration/1-1-nat/). A line without the second has none.
 */
export const natAddresses = (text: string): readonly IpAddress[] =>
  text.split('\n').flatMap((line) => parseIpAddress(line.trim().split(/\s+/)[1] ?? '') ?? []);
