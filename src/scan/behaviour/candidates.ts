import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

const mostRemembered = 50_000;

/** The addresses that are looked at closely, each with its number, to be asked for by what stands in a line. */
export class Candidates {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #bySpelling = new Map<string, number | undefined>();

  constructor(addresses: readonly IpAddress[]) {
    this.#numbers = new Map(addresses.map((address, number) => [address, number]));
  }

  /** The number of the candidate that an address is, however it is spelt. */
  bySpelling(text: string): number | undefined {
    if (this.#bySpelling.has(text)) return this.#bySpelling.get(text);
    const address = parseIpAddress(text);
    const number = address === undefined ? undefined : this.#numbers.get(address);
    if (this.#bySpelling.size >= mostRemembered) this.#bySpelling.clear();
    this.#bySpelling.set(text, number);
    return number;
  }
}
