import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

const mostRemembered = 10_000;

/**
 * Says whether an address as a log writes it is the wanted one, whatever its spelling (`::ffff:192.0.2.1` is
 * `192.0.2.1`). Plain IPv4 text is compared by its bytes alone; only other spellings are parsed, and remembered.
 */
export function addressFilter(wanted: IpAddress): (logged: Uint8Array) => boolean {
  const canonical = Buffer.from(wanted, 'latin1');
  const colon = 0x3a;
  const remembered = new Map<string, boolean>();
  return (logged) => {
    if (canonical.equals(logged)) return true;
    if (!logged.includes(colon)) return false;
    const text = Buffer.from(logged.buffer, logged.byteOffset, logged.length).toString('latin1');
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const same = parseIpAddress(text) === wanted;
    if (remembered.size < mostRemembered) remembered.set(text, same);
    return same;
  };
}
