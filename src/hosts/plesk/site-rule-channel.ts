import { join } from 'node:path';
import type { Claims } from '../../block/claims.ts';
import type { DomainName } from '../../model/domain-name.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { siteRuleTargets } from '../../panels/plesk/site-rules.ts';
import { writeAtomically } from '../../system/write-atomically.ts';

/**
 * How rules of sites reach Plesk: a file that the extension's web-server hook reads, and the sites that PHP then has Plesk write
 * anew, because only the panel's own PHP can.
 */
export interface SiteRuleChannel {
  /** Writes down the rules of all sites, and that this one changed. */
  readonly rebuild: (domain: DomainName) => Promise<Result<null, Problem>>;
  /** Sites whose rules changed since this program began. */
  readonly changed: () => readonly string[];
}

/** Shared with PHP: see `plugin-plesk/plib/library/SiteRules.php`. It holds nothing that the sites' configurations do not. */
export const siteRulesFile = 'site-rules.json';
const readableByPanel = 0o644;

export function siteRuleChannel(folder: string, claims: Claims): SiteRuleChannel {
  const changed = new Set<string>();
  return {
    rebuild: (domain) => {
      const all = claims.all();
      if (!all.ok) return Promise.resolve(all);
      const domains = [...new Set(all.value.filter(({ enforcer }) => enforcer === 'plesk-site-rule').map(({ where }) => where))].sort();
      const sites: Record<string, readonly string[]> = {};
      for (const site of domains) {
        const targets = siteRuleTargets(claims, site as DomainName);
        if (!targets.ok) return Promise.resolve(targets);
        sites[site] = targets.value;
      }
      const text = `${JSON.stringify({ schema: 1, sites })}\n`;
      const written = writeAtomically(join(folder, siteRulesFile), [Buffer.from(text, 'utf8')], 'lasting', readableByPanel);
      if (!written.ok) return Promise.resolve(written);
      changed.add(domain);
      return Promise.resolve(ok(null));
    },
    changed: () => [...changed],
  };
}
