import type { BlockTarget } from '../../model/block.ts';

/** What the web-server hook gives Plesk for a site: lines of nginx's and of Apache's configuration. */
export interface SiteRuleText {
  readonly nginx: string;
  readonly apache: string;
}

/**
 * Lines that keep these addresses out of one site. nginx takes the first `allow` or `deny` that fits
 * (ngx_http_access_module), so an `allow` of the site's own list in Plesk goes before. For Apache the form is that of
 * `block/enforcers/htaccess/section-text.ts`, for the reasons given there. Without addresses both are empty.
 */
export function siteRuleText(targets: readonly BlockTarget[]): SiteRuleText {
  if (targets.length === 0) return { nginx: '', apache: '' };
  const tests = targets.map((target) => `-R '${target}'`).join(' || ');
  return {
    nginx: targets.map((target) => `deny ${target};\n`).join(''),
    apache: `<If "${tests}">\nRequire all denied\n<IfModule mod_access_compat.c>\nSatisfy All\n</IfModule>\n</If>\n`,
  };
}
