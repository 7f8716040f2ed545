import type { Hit } from './hit.ts';

const mostPlainSizes = 20_000;

/**
 * Tells a secret or a shell that was given away from a site that answers everything: with one page of 200 for whatever is
 * asked (then several names, by whomever they were asked for, have an answer of one size, or the front page has it), or with
 * a redirect to https (then ordinary pages have it, too).
 */
export class Answers {
  readonly #namesBySize = new Map<string, Set<string>>();
  readonly #plain = new Set<string>();

  /** Whether there is room for more answers to requests for front pages. */
  get wantsPlain(): boolean {
    return this.#plain.size < mostPlainSizes;
  }

  /** An answer 200 to a request for the front page. */
  notePlain(site: string | null, sizeBytes: number | null): void {
    if (this.wantsPlain) this.#plain.add(sizeKey({ site, status: 200, sizeBytes }));
  }

  /** All that was answered to one address that asked for secrets or shells. */
  note(hits: readonly Hit[]): void {
    for (const hit of hits) {
      const key = sizeKey(hit);
      const names = this.#namesBySize.get(key);
      if (names === undefined) this.#namesBySize.set(key, new Set([hit.what]));
      else if (names.size < 2) names.add(hit.what);
    }
  }

  /** @param otherRedirects how often ordinary pages were redirected for the same address */
  givenAway(hit: Hit, otherRedirects: number): boolean {
    if (hit.status === 301 && otherRedirects > 0) return false;
    const key = sizeKey(hit);
    return !this.#plain.has(key) && this.#namesBySize.get(key)?.size === 1;
  }
}

const sizeKey = ({ site, status, sizeBytes }: Pick<Hit, 'site' | 'status' | 'sizeBytes'>): string =>
  `${String(sizeBytes)} ${String(status)} ${site ?? ''}`;
