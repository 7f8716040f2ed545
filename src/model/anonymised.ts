import type { IpAddress } from './ip-address.ts';
import { boundsOf, rangeAround } from './ip-range.ts';

/**
 * Whether a logged address is rather what was left of one: rotated logs may be anonymised by setting the last byte to zero
 * (Plesk: `logrot_mng --anonymize-ip`), or the half that names the host. A block of it would meet nobody, or the wrong one.
 */
export function looksAnonymised(address: IpAddress): boolean {
  const width = address.includes(':') ? 64 : 24;
  return boundsOf(rangeAround(address, width)).first === boundsOf(address).first;
}
