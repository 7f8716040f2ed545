// @ts-check
import { crc32, deflateRawSync } from 'node:zlib';

/** @typedef {{ name: string, bytes: Buffer, mode: number }} ZipEntry */

/** 1 January 1980 0:00, the earliest a zip can say: the same source packs to the same archive. */
const dosDate = (1 << 5) | 1;
const madeByUnix = 3 << 8;
const versionNeeded = 20;
const deflated = 8;
const isUtf8 = 1 << 11;

/**
 * A zip archive of these files, in this order, with their modes. Written after PKWARE's APPNOTE.TXT 6.3, sections 4.3 and 4.4,
 * without what small archives do not need (zip64, encryption).
 * @param {readonly ZipEntry[]} entries
 */
export function zip(entries) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes, mode } of entries) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const path = Buffer.from(name);
    const common = fields([
      [versionNeeded, 2],
      [isUtf8, 2],
      [deflated, 2],
      [0, 2], // time
      [dosDate, 2],
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
      [path.length, 2],
      [0, 2], // extra field
    ]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, packed]);
    const rest = fields([
      [0, 2], // comment
      [0, 2], // disk
      [0, 2], // internal attributes
      [(0o100000 | mode) * 0x10000, 4],
      [offset, 4],
    ]);
    directory.push(Buffer.from('PK\x01\x02'), fields([[madeByUnix | versionNeeded, 2]]), common, rest, path);
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = fields([
    [0, 2], // disk
    [0, 2], // disk of the directory
    [entries.length, 2],
    [entries.length, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2], // comment
  ]);
  return Buffer.concat([...files, central, Buffer.from('PK\x05\x06'), end]);
}

/**
 * Numbers, lowest byte first.
 * @param {readonly (readonly [value: number, bytes: 2 | 4])[]} values
 */
function fields(values) {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
