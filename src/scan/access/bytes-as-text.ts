// A byte order mark is a byte of the log like any other.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Bytes of a log as text, without loss: valid UTF-8 as it is, otherwise every byte above 126 as `\xNN`, which is how
 * Apache and nginx write such bytes themselves. The text is raw: whoever shows it makes it printable and escapes it.
 */
export function bytesAsText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)).join('');
  }
}
