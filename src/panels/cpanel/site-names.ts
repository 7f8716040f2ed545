import type { UserDomain } from './user-domains.ts';

/**
 * cPanel names a log after the vhost's ServerName. For an addon domain that is a subdomain nobody uses
 * (`shop.alice.example` for `shop.example`), so the name people know is given instead, as long as it is the only one.
 * Old logs may carry `www.`.
 */
export function siteNames(domains: readonly UserDomain[]): (host: string) => string {
  const addonsByBase = new Map<string, string[]>();
  const known = new Set<string>();
  for (const { domain, type, base } of domains) {
    known.add(domain);
    if (type === 'addon') addonsByBase.set(base, [...(addonsByBase.get(base) ?? []), domain]);
  }
  return (host) => {
    const name = !known.has(host) && host.startsWith('www.') && known.has(host.slice(4)) ? host.slice(4) : host;
    const addons = addonsByBase.get(name) ?? [];
    return addons.length === 1 ? (addons[0] ?? name) : name;
  };
}
