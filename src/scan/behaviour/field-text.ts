import { bytesAsText } from '../access/bytes-as-text.ts';

/** Bytes above 126: the text is then UTF-8, or no text. */
const unusual = /[\x7f-\xff]/;

/** Bytes as characters. */
export const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  start === end ? '' : Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');

/** A field of a line as `bytesAsText` gives it. */
export function fieldText(bytes: Uint8Array, start: number, end: number): string {
  const plain = latin1(bytes, start, end);
  return unusual.test(plain) ? bytesAsText(bytes.subarray(start, end)) : plain;
}
