import { type IpAddress, isIpv6, parseIpAddress } from '../../model/ip-address.ts';
import type { AddressNotes } from './address-notes.ts';
import { latin1 } from './field-text.ts';
import { KnownBytes } from './known-bytes.ts';

const mostRemembered = 50_000;
const dot = 0x2e;
const zero = 0x30;
const blank = 0x20;
const noNumber = -1;
const colon = 0x3a;
const longestIpv6 = 45;
const mostIpv6 = 32_768;
const ipv6Bytes = 1024 * 1024;

/** The addresses that are looked at closely, to be asked for by what stands in a line. */
export class Candidates {
  /** By the four bytes of an IPv4 address as one signed number. */
  readonly #byNumber = new Map<number, AddressNotes>();
  readonly #byAddress = new Map<IpAddress, AddressNotes>();
  readonly #bySpelling = new Map<string, AddressNotes | null>();
  readonly #ipv6 = new KnownBytes<AddressNotes | null>(mostIpv6, ipv6Bytes);
  /** Where the address ended that `readPlain` read. */
  plainEnd = 0;

  set(notes: AddressNotes): void {
    const { address } = notes;
    this.#byAddress.set(address, notes);
    if (!isIpv6(address))
      this.#byNumber.set(
        address.split('.').reduce((number, part) => (number << 8) | Number(part), 0),
        notes,
      );
  }

  of(address: IpAddress): AddressNotes | undefined {
    return this.#byAddress.get(address);
  }

  /** All of them, in the order they came. */
  all(): readonly AddressNotes[] {
    return [...this.#byAddress.values()];
  }

  /**
   * Looks at a line that begins with a plain address and a blank: its notes, null when it is no candidate; undefined when
   * the line begins with anything else. Sets `plainEnd`.
   */
  readPlain(bytes: Uint8Array, start: number, end: number): AddressNotes | null | undefined {
    const notes = this.#readIpv4(bytes, start, end);
    return notes === undefined ? this.#readIpv6(bytes, start, end) : notes;
  }

  #readIpv4(bytes: Uint8Array, start: number, end: number): AddressNotes | null | undefined {
    let at = start;
    let number = 0;
    for (let part = 0; part < 4; part++) {
      let value = noNumber;
      const first = at;
      for (; at < end; at++) {
        const digit = (bytes[at] ?? 0) - zero;
        if (digit < 0 || digit > 9) break;
        value = (value < 0 ? 0 : value * 10) + digit;
      }
      const length = at - first;
      if (length === 0 || length > 3 || value > 255 || (length > 1 && bytes[first] === zero)) return undefined;
      if (bytes[at] !== (part < 3 ? dot : blank) || at >= end) return undefined;
      number = (number << 8) | value;
      at++;
    }
    this.plainEnd = at - 1;
    return this.#byNumber.get(number) ?? null;
  }

  #readIpv6(bytes: Uint8Array, start: number, end: number): AddressNotes | null | undefined {
    const last = Math.min(end, start + longestIpv6 + 1);
    let at = start;
    let colons = 0;
    for (; at < last && bytes[at] !== blank; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === colon) colons++;
      else if (!isHexOrDot(byte)) return undefined;
    }
    if (at === last || colons < 2) return undefined;
    this.plainEnd = at;
    const known = this.#ipv6.find(bytes, start, at);
    if (known !== undefined) return known;
    const address = parseIpAddress(latin1(bytes, start, at));
    if (address === undefined) return undefined;
    const notes = this.#byAddress.get(address) ?? null;
    this.#ipv6.keep(bytes, start, at, notes);
    return notes;
  }

  /** The candidate that an address is, however it is spelt. */
  bySpelling(text: string): AddressNotes | null {
    const known = this.#bySpelling.get(text);
    if (known !== undefined) return known;
    const address = parseIpAddress(text);
    const notes = address === undefined ? null : (this.#byAddress.get(address) ?? null);
    if (this.#bySpelling.size >= mostRemembered) this.#bySpelling.clear();
    this.#bySpelling.set(text, notes);
    return notes;
  }
}

const isHexOrDot = (byte: number): boolean =>
  (byte >= zero && byte <= 0x39) || byte === dot || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
