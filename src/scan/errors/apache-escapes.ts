const escape = /(?:\\x[0-9a-f]{2})+|\\[\\"bnrtv]/g;

const plainByLetter: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', b: '\b', n: '\n', r: '\r', t: '\t', v: '\v' };

const utf8 = new TextDecoder();

/** Undoes what Apache does to unusual bytes in its error log (`ap_escape_errorlog_item`): `\n`, `\\`, `\xc3\xa4`. */
export function unescapeApache(text: string): string {
  return text.includes('\\')
    ? text.replace(escape, (found) => (found[1] === 'x' ? bytesText(found) : (plainByLetter[found[1] ?? ''] ?? found)))
    : text;
}

/** `\xc3\xa4` → `ä`; bytes that are no UTF-8 become U+FFFD. */
function bytesText(escaped: string): string {
  const bytes = new Uint8Array(escaped.length / 4);
  for (let index = 0; index < bytes.length; index++) bytes[index] = Number.parseInt(escaped.slice(index * 4 + 2, index * 4 + 4), 16);
  return utf8.decode(bytes);
}
