import type { IpAddress } from '../../model/ip-address.ts';

/** Parts of the answer, as bits in the kernel's order. What is not counted costs nothing. */
const partBits = {
  pages: 1,
  addresses: 2,
  /** Requests of each address by kind; together with `addresses`. */
  kinds: 4,
  sites: 8,
  agents: 16,
  methods: 32,
  statuses: 64,
  steps: 128,
} as const;
export type CountedPart = keyof typeof partBits;

/** What is to be counted. */
export interface KernelQuestion {
  /** Name pages by the whole request target, or by its path without the query. */
  readonly pageKey: 'target' | 'path';
  /** Seconds since 1970, both inclusive; ±Infinity for an open end. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /** Only requests of this address, however the log writes it. */
  readonly address: IpAddress | null;
  /** Only requests for this page, as `pageKey` names it. */
  readonly page: Uint8Array | null;
  /**
   * Says whether a site is one to count: the host or file name a line carries, as it stands there, without a port. Asked
   * once for each name, or again when there are thousands of names. Lines without one follow `countsLinesWithoutSite`.
   */
  readonly wantsSite: ((name: Uint8Array, from: 'host' | 'file-name') => boolean) | null;
  /** Parts to count; by default all. With none of them, only lines and the span of time are counted. */
  readonly parts?: readonly CountedPart[];
}

/** Everything there is, without a filter. */
export const everything: KernelQuestion = {
  pageKey: 'target',
  fromEpoch: -Infinity,
  toEpoch: Infinity,
  address: null,
  page: null,
  wantsSite: null,
};

export const bitsOfParts = (parts: readonly CountedPart[] = Object.keys(partBits) as CountedPart[]): number =>
  parts.reduce((bits, part) => bits | partBits[part], 0);

/** Beyond all stamps; as numbers they are exact. */
const farEpoch = 2 ** 50;

/** The first whole second that is not before `epoch`. */
export const firstSecond = (epoch: number): bigint => BigInt(Math.ceil(Math.min(Math.max(epoch, -farEpoch), farEpoch)));

/** The last whole second that is not after `epoch`. */
export const lastSecond = (epoch: number): bigint => BigInt(Math.floor(Math.min(Math.max(epoch, -farEpoch), farEpoch)));
