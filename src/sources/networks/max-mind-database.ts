import { type IpAddress, isIpv6 } from '../../model/ip-address.ts';
import { numberOf } from '../../model/ip-range.ts';
import { type MaxMindValue, numberAt, readValue, valueUnder } from './max-mind-values.ts';
import type { ReadAt } from './paged-file.ts';

export interface MaxMindDatabase {
  /** As the file says: `GeoLite2-Country`. */
  readonly type: string;
  /** When it was made, seconds since 1970. */
  readonly builtEpoch: number;
  /** What it holds of an address; null when nothing, or when it is damaged there. */
  find(address: IpAddress): MaxMindValue;
}

// "\xab\xcd\xefMaxMind.com"
const marker = [0xab, 0xcd, 0xef, ...new TextEncoder().encode('MaxMind.com')];
const mostMetadata = 128 * 1024;
/** Zeros between the tree and the data. */
const separatorBytes = 16;

/**
 * Opens a database of the MaxMind DB format, version 2 (github.com/maxmind/MaxMind-DB, MaxMind-DB-spec.md), or undefined when
 * the bytes are none. Only what a look-up needs is read, and every place is checked.
 */
export function openMaxMind(read: ReadAt, sizeBytes: number): MaxMindDatabase | undefined {
  const tailAt = Math.max(0, sizeBytes - mostMetadata);
  const markerAt = lastPlaceOf(read(tailAt, sizeBytes - tailAt) ?? new Uint8Array());
  if (markerAt < 0) return undefined;
  const metadataAt = tailAt + markerAt + marker.length;
  const metadata = readValue(read, metadataAt, metadataAt) ?? null;
  const number = (key: string): number => {
    const value = valueUnder(metadata, key);
    return typeof value === 'number' ? value : 0;
  };
  const type = valueUnder(metadata, 'database_type');
  const [nodes, recordBits, version] = [number('node_count'), number('record_size'), number('ip_version')];
  const treeBytes = nodes * (recordBits / 4);
  const dataAt = treeBytes + separatorBytes;
  const isKnown = number('binary_format_major_version') === 2 && [24, 28, 32].includes(recordBits) && [4, 6].includes(version);
  if (!isKnown || typeof type !== 'string' || nodes === 0 || dataAt > metadataAt) return undefined;
  const tree: Tree = { read, nodes, recordBits, bits: version === 6 ? 128 : 32 };
  return {
    type,
    builtEpoch: number('build_epoch'),
    find: (address) => {
      const record = isIpv6(address) && version === 4 ? undefined : walk(tree, address);
      if (record === undefined || record <= nodes) return null;
      const offset = dataAt + record - nodes - separatorBytes;
      return offset < dataAt || offset >= metadataAt ? null : (readValue(read, dataAt, offset) ?? null);
    },
  };
}

function lastPlaceOf(bytes: Uint8Array): number {
  for (let at = bytes.length - marker.length; at >= 0; at--) if (marker.every((byte, index) => bytes[at + index] === byte)) return at;
  return -1;
}

interface Tree {
  readonly read: ReadAt;
  readonly nodes: number;
  readonly recordBits: number;
  readonly bits: 32 | 128;
}

/** Goes down the tree bit by bit, to the first record that is no node; undefined when the file is damaged. */
function walk(tree: Tree, address: IpAddress): number | undefined {
  // In a tree for IPv6 an IPv4 address stands below 96 zeros.
  const number = numberOf(address);
  let node = 0;
  for (let bit = tree.bits - 1; bit >= 0 && node < tree.nodes; bit--) {
    const next = recordOf(tree, node, Number((number >> BigInt(bit)) & 1n));
    if (next === undefined) return undefined;
    node = next;
  }
  return node;
}

/** The left (0) or right (1) record of a node; of 28 bits, the middle byte holds the highest four of both. */
function recordOf({ read, recordBits }: Tree, node: number, side: number): number | undefined {
  const nodeAt = node * (recordBits / 4);
  if (recordBits !== 28) return numberAt(read, nodeAt + side * (recordBits / 8), recordBits / 8);
  const middle = numberAt(read, nodeAt + 3, 1);
  const low = numberAt(read, nodeAt + side * 4, 3);
  if (middle === undefined || low === undefined) return undefined;
  return (side === 0 ? middle >> 4 : middle & 15) * 2 ** 24 + low;
}
