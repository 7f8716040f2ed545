const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The same text in memory of its own. A piece cut from a string keeps the whole string alive in V8, so that a thousand
 * addresses kept from long lines would keep a thousand long lines.
 */
export const ownCopy = (text: string): string => decoder.decode(encoder.encode(text));

/** As much of the beginning as fits into this many bytes of UTF-8, in memory of its own; no character is cut in two. */
export function ownBeginning(text: string, limitBytes: number): string {
  const bytes = new Uint8Array(limitBytes);
  const { written } = encoder.encodeInto(text, bytes);
  return decoder.decode(bytes.subarray(0, written));
}
