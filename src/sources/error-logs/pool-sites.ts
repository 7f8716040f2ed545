/**
 * Sites by the names their PHP-FPM pools have: cPanel turns the dots of a domain into underscores, which cannot be undone
 * (`a_b_example`), so the known domains are turned instead. Where two domains give one name the pool keeps its own name.
 */
export function sitesByPool(domains: readonly string[]): ReadonlyMap<string, string> {
  const sites = new Map<string, string>();
  const shared = new Set<string>();
  for (const domain of new Set(domains)) {
    const pool = domain.replaceAll('.', '_');
    if (sites.has(pool)) shared.add(pool);
    sites.set(pool, domain);
  }
  for (const pool of shared) sites.delete(pool);
  return sites;
}
