/** Makes small files of the MaxMind DB format (MaxMind-DB-spec.md), written from its description for the tests. */
import type { IpRange } from '../src/model/ip-address.ts';
import { boundsOf, prefixOf } from '../src/model/ip-range.ts';

export type Written = string | number | boolean | readonly Written[] | { readonly [key: string]: Written } | Pointer;

/** A pointer to a place in the data section. */
export class Pointer {
  constructor(to: number) {
    this.to = to;
  }
  readonly to: number;
}

export interface MaxMindContent {
  readonly type: string;
  readonly recordBits: 24 | 28 | 32;
  readonly ipVersion: 4 | 6;
  readonly networks: readonly (readonly [IpRange, Written])[];
  /** Instead of what belongs there. */
  readonly metadata?: Readonly<Record<string, Written>>;
}

type Node = [Branch, Branch];
type Branch = Node | { readonly data: number } | null;

export function maxMindFile({ type, recordBits, ipVersion, networks, metadata = {} }: MaxMindContent): Buffer {
  const pieces: Buffer[] = [];
  const root: Node = [null, null];
  let dataBytes = 0;
  for (const [range, value] of networks) {
    put(root, bitsOf(range, ipVersion), { data: dataBytes });
    const bytes = valueBytes(value);
    pieces.push(bytes);
    dataBytes += bytes.length;
  }
  const nodes = allNodes(root);
  const record = (branch: Branch): number => {
    if (branch === null) return nodes.length;
    return 'data' in branch ? nodes.length + 16 + branch.data : nodes.indexOf(branch);
  };
  const tree = nodes.map(([left, right]) => nodeBytes(record(left), record(right), recordBits));
  const about = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_795_000_000,
    database_type: type,
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordBits,
    ...metadata,
  };
  return Buffer.concat([...tree, Buffer.alloc(16), ...pieces, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), valueBytes(about)]);
}

function bitsOf(range: IpRange, ipVersion: 4 | 6): number[] {
  const { family, first } = boundsOf(range);
  const width = family === 6 ? 128 : 32;
  const bits = Array.from(first.toString(2).padStart(width, '0'), Number).slice(0, prefixOf(range));
  return family === 4 && ipVersion === 6 ? [...Array.from({ length: 96 }, () => 0), ...bits] : bits;
}

function put(root: Node, bits: readonly number[], leaf: { readonly data: number }): void {
  let node = root;
  bits.forEach((bit, at) => {
    const side = bit === 0 ? 0 : 1;
    if (at === bits.length - 1) node[side] = leaf;
    else {
      const next = node[side];
      node = next instanceof Array ? next : (node[side] = [null, null]);
    }
  });
}

const allNodes = (node: Node): Node[] => [node, ...node.flatMap((branch) => (branch instanceof Array ? allNodes(branch) : []))];

function nodeBytes(left: number, right: number, recordBits: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(recordBits / 4);
  if (recordBits === 28) {
    bytes.writeUIntBE(left & 0xff_ff_ff, 0, 3);
    bytes.writeUInt8(((left >>> 24) << 4) | (right >>> 24), 3);
    bytes.writeUIntBE(right & 0xff_ff_ff, 4, 3);
    return bytes;
  }
  bytes.writeUIntBE(left, 0, recordBits / 8);
  bytes.writeUIntBE(right, recordBits / 8, recordBits / 8);
  return bytes;
}

export function valueBytes(value: Written): Buffer {
  if (value instanceof Pointer) return pointerBytes(value.to);
  if (typeof value === 'string') return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return head(14, value ? 1 : 0);
  if (typeof value === 'number')
    return Buffer.concat([head(value > 0xffff ? 9 : 6, value > 0xffff ? 6 : 2), bigEndian(value, value > 0xffff ? 6 : 2)]);
  if (isList(value)) return Buffer.concat([head(11, value.length), ...value.map(valueBytes)]);
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flatMap(([key, one]) => [valueBytes(key), valueBytes(one)])]);
}

const isList = (value: Written): value is readonly Written[] => Array.isArray(value);

function head(type: number, size: number): Buffer {
  const [code, more] = size < 29 ? [size, Buffer.alloc(0)] : size < 285 ? [29, bigEndian(size - 29, 1)] : [30, bigEndian(size - 285, 2)];
  return Buffer.concat([Buffer.from(type > 7 ? [code, type - 7] : [(type << 5) | code]), more]);
}

function pointerBytes(to: number): Buffer {
  if (to < 2048) return Buffer.from([(1 << 5) | (to >> 8), to & 255]);
  const rest = to - 2048;
  return Buffer.from([(1 << 5) | (1 << 3) | (rest >> 16), (rest >> 8) & 255, rest & 255]);
}

function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
