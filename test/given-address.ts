import { type IpAddress, type IpRange, parseIpAddress } from '../src/model/ip-address.ts';
import { parseIpRange } from '../src/model/ip-range.ts';

/** An address written in a test. */
export function given(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

/** A range written in a test. */
export function givenRange(text: string): IpRange {
  const range = parseIpRange(text);
  if (range === undefined) throw new Error(`no range: ${text}`);
  return range;
}
