declare const domainNameBrand: unique symbol;

/** A domain in lower-case ASCII (punycode), possibly with a leading `*.`; comes only from {@link parseDomainName}. */
export type DomainName = string & { readonly [domainNameBrand]: true };

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const topLevel = /^(xn--[a-z0-9-]+|[a-z][a-z0-9]*)$/;

/**
 * The domain a text names, or undefined when it is none. At least two labels, so that a file name without a dot is no
 * domain; the last label begins with a letter, so that neither an address is one nor a name that ends in a date.
 * Unicode names are not translated, and nothing but ASCII is lowered (there are signs whose lower case is an ASCII k).
 */
export function parseDomainName(text: string): DomainName | undefined {
  const name = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).replace(/\.$/, '');
  if (name.length > 253) return undefined;
  const labels = (name.startsWith('*.') ? name.slice(2) : name).split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !topLevel.test(last)) return undefined;
  return labels.every((part) => label.test(part)) ? (name as DomainName) : undefined;
}
