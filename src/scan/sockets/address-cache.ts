import { type IpAddress, ipAddressOfBytes, ipAddressOfGroups, parseIpAddress } from '../../model/ip-address.ts';

/**
 * Canonical addresses, each worked out once per table: a busy table names the same few addresses again and again, and
 * equal addresses that are one string are found in a Map without comparing them.
 * Bounded by the table it serves; throw it away with the table.
 */
export class AddressCache {
  readonly #byIpv4Word = new Map<number, IpAddress>();
  readonly #byIpv6Words = new Map<string, IpAddress>();
  readonly #byText = new Map<string, IpAddress | undefined>();

  /** The address of a text, or undefined when it is none. */
  ofText(text: string): IpAddress | undefined {
    const known = this.#byText.get(text);
    if (known !== undefined || this.#byText.has(text)) return known;
    const address = parseIpAddress(text);
    this.#byText.set(text, address);
    return address;
  }

  /** The address of a word of /proc/net: the four bytes read as one little-endian number. */
  ofIpv4Word(word: number): IpAddress {
    // As a signed number every word is a small integer to V8, and a Map finds it without allocating.
    const key = word | 0;
    const known = this.#byIpv4Word.get(key);
    if (known !== undefined) return known;
    const address = ipv4OfWord(word);
    this.#byIpv4Word.set(key, address);
    return address;
  }

  /** The address of four words of /proc/net, signed or not; an IPv4-mapped one becomes the IPv4 address it stands for. */
  ofWords(a: number, b: number, c: number, d: number): IpAddress {
    if (a === 0 && b === 0 && c >>> 0 === 0xffff0000) return this.ofIpv4Word(d);
    // The sixteen bytes as eight characters: cheaper to build and to hash than 32 hexadecimal digits.
    const key = String.fromCharCode(a >>> 16, a & 0xffff, b >>> 16, b & 0xffff, c >>> 16, c & 0xffff, d >>> 16, d & 0xffff);
    const known = this.#byIpv6Words.get(key);
    if (known !== undefined) return known;
    const address = addressOfWords(a, b, c, d);
    this.#byIpv6Words.set(key, address);
    return address;
  }
}

/** The address of four words of /proc/net; an IPv4-mapped one becomes the IPv4 address it stands for. */
export const addressOfWords = (a: number, b: number, c: number, d: number): IpAddress =>
  a === 0 && b === 0 && c >>> 0 === 0xffff0000 ? ipv4OfWord(d) : ipAddressOfGroups([a, b, c, d].flatMap(twoGroups));

const ipv4OfWord = (word: number): IpAddress => ipAddressOfBytes(word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24);

/** The two groups of an IPv6 address that one little-endian word holds. */
const twoGroups = (word: number): readonly [number, number] => [
  ((word & 255) << 8) | ((word >>> 8) & 255),
  (((word >>> 16) & 255) << 8) | (word >>> 24),
];
