import { join } from 'node:path';
import type { Site } from '../../block/enforcers/htaccess/htaccess.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { readSmallText } from '../../system/read-text.ts';
import { parseUserDomains } from './user-domains.ts';

const mostBytes = 64 * 1024 * 1024;

/**
 * A site of this server by its name, with the account that owns it and where Apache listens for it (cPanel's usual ports).
 * Null when it is certainly not here: both of cPanel's lists of domains can be read, and neither has it. Problems: those of
 * reading; cannot-do for a site of which too little is known, or that one list has and the other has not.
 */
export function findCpanelSite(root: string, domain: string): Result<Site | null, Problem> {
  const sites = readSmallText(join(root, '/etc/userdatadomains'), mostBytes);
  if (!sites.ok) return sites;
  const site = parseUserDomains(sites.value).domains.find((one) => one.domain === domain);
  if (site === undefined) return isElsewhere(root, domain);
  const passwd = readSmallText(join(root, '/etc/passwd'), mostBytes);
  if (!passwd.ok) return passwd;
  const account = accountOf(passwd.value, site.user);
  if (account === null || !site.documentRoot.startsWith(`${account.home}/`)) return failed(unclear(domain));
  return ok({
    domain,
    documentRoot: join(root, site.documentRoot),
    home: join(root, account.home),
    account: { uid: account.uid, gid: account.gid },
    doors: site.addresses.flatMap((address) => [
      { address, port: 80, tls: false },
      { address, port: 443, tls: true },
    ]),
  });
}

/** The first list is written anew with every change of the web server; the second says whom a domain belongs to at all. */
function isElsewhere(root: string, domain: string): Result<null, Problem> {
  const owners = readSmallText(join(root, '/etc/userdomains'), mostBytes);
  if (!owners.ok) return owners;
  const isListed = owners.value.split('\n').some((line) => line.startsWith(`${domain}:`));
  return isListed ? failed(unclear(domain)) : ok(null);
}

const unclear = (domain: string): Problem => ({
  kind: 'cannot-do',
  where: domain,
  what: 'be found with its account and folder; what cPanel knows of it does not fit together',
});

/** Of passwd(5). Root and other users of the system own no site. */
function accountOf(passwd: string, user: string): { readonly uid: number; readonly gid: number; readonly home: string } | null {
  const [, , uid, gid, , home] =
    passwd
      .split('\n')
      .find((line) => line.startsWith(`${user}:`))
      ?.split(':') ?? [];
  if (home?.startsWith('/') !== true || !/^[1-9]\d*$/.test(uid ?? '') || !/^[1-9]\d*$/.test(gid ?? '')) return null;
  return { uid: Number(uid), gid: Number(gid), home };
}
