import { bytesAsText } from '../access/bytes-as-text.ts';
import { KnownBytes } from './known-bytes.ts';

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

const mostTexts = 8_192;
const textBytes = 512 * 1024;
const longestKept = 512;

/** Texts of fields that come again and again, made once. */
export class FieldTexts {
  readonly #known = new KnownBytes<string>(mostTexts, textBytes);

  of(bytes: Uint8Array, start: number, end: number): string {
    if (end === start) return '';
    if (end - start > longestKept) return fieldText(bytes, start, end);
    const known = this.#known.find(bytes, start, end);
    if (known !== undefined) return known;
    const text = fieldText(bytes, start, end);
    this.#known.keep(bytes, start, end, text);
    return text;
  }
}
