import { parseDomainName } from '../../model/domain-name.ts';
import type { ErrorRecord } from './error-record.ts';

// A path begins after a blank, a quote or a bracket: `/var/www/html/home/alice/` is nobody's home.
const homePath = /(?<![\w./-])\/home\d{0,3}\/([a-z_][a-z0-9_.-]{0,31})\//;
const pleskPath = /(?<![\w./-])\/var\/www\/vhosts\/(?:system\/)?([a-z0-9_.-]{1,253})\//;

/** Whose a path in a message is: the account of `/home2/alice/` (cPanel), the site of `/var/www/vhosts/alice.example/` (Plesk). */
export function placeNamedIn(text: string): Pick<ErrorRecord, 'site' | 'accountHint'> {
  const considered = text.slice(0, 2_000);
  return {
    accountHint: considered.includes('/home') ? (homePath.exec(considered)?.[1] ?? null) : null,
    site: considered.includes('/vhosts/') ? (parseDomainName(pleskPath.exec(considered)?.[1] ?? '') ?? null) : null,
  };
}
