import type { Identity, ServiceKind } from '../model/identity.ts';
import { printable } from './printable.ts';

const kindText: Readonly<Record<ServiceKind, string>> = {
  search: 'search engine',
  ai: 'AI crawler',
  seo: 'marketing crawler',
  social: 'link preview',
  fetcher: 'fetches for a person',
  monitor: 'monitoring service',
  payment: 'payment service',
  compliance: 'compliance scanner',
  panel: 'service of the panel',
  cdn: 'CDN or proxy',
  mail: 'mail service',
  scanner: 'internet survey',
};

/** Who an address is or says it is, in a few words; null when nothing is known and nothing is claimed. */
export function identityText(identity: Identity): string | null {
  const { claim, service, kind, status } = identity;
  const what = kind === null ? '' : ` (${kindText[kind]})`;
  switch (status) {
    case 'verified':
      return `${printable(service ?? claim ?? 'known service')}${what}, verified ${proofText(identity)}`;
    case 'fake':
      return `Says it is ${printable(claim ?? 'a known service')}, but is not: DNS denies it`;
    case 'unverified':
      if (claim === null) return `An address of ${printable(service ?? 'a known service')}${what}, but does not call itself so`;
      return `Says it is ${printable(claim)}${what}, not verified`;
    case 'checking':
      return `Says it is ${printable(claim ?? 'a known service')}${what}, checking`;
    case 'none':
      return null;
  }
}

const proofText = ({ by, listDate }: Identity): string => {
  if (by === 'reverse-dns') return 'by its reverse name';
  return listDate === null ? 'by its address' : `by its address (list of ${listDate})`;
};

/** The same for a narrow list: `Cloudflare (CDN or proxy)`. */
export function shortIdentityText({ claim, service, kind, status }: Identity): string | null {
  const what = kind === null ? '' : ` (${kindText[kind]})`;
  if (status === 'none') return null;
  if (status === 'verified') return `${printable(service ?? claim ?? 'known service')}${what}`;
  if (claim === null) return service === null ? null : `an address of ${printable(service)}`;
  return status === 'fake' ? `not the ${printable(claim)} it says it is` : `says it is ${printable(claim)}`;
}

/** The same of a whole subnet. */
export const subnetIdentityText = (identity: Identity): string | null =>
  identity.status === 'verified' || identity.service === null
    ? shortIdentityText(identity)
    : `in the ranges of ${printable(identity.service)}`;
