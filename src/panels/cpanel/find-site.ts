import { join } from 'node:path';
import type { Site } from '../../block/enforcers/htaccess/htaccess.ts';
import { readSmallText } from '../../system/read-text.ts';
import { parseUserDomains } from './user-domains.ts';

const mostBytes = 64 * 1024 * 1024;

/**
 * A site of this server by its name, with the account that owns it and where Apache listens for it (cPanel's usual ports); null
 * when there is none of that name, or what is known of it does not fit together.
 */
export function findCpanelSite(root: string, domain: string): Site | null {
  const [sites, passwd] = [
    readSmallText(join(root, '/etc/userdatadomains'), mostBytes),
    readSmallText(join(root, '/etc/passwd'), mostBytes),
  ];
  if (!sites.ok || !passwd.ok) return null;
  const site = parseUserDomains(sites.value).domains.find((one) => one.domain === domain);
  const account = site === undefined ? null : accountOf(passwd.value, site.user);
  if (site === undefined || account === null || !site.documentRoot.startsWith(`${account.home}/`)) return null;
  return {
    domain,
    documentRoot: join(root, site.documentRoot),
    home: join(root, account.home),
    account: { uid: account.uid, gid: account.gid },
    doors: site.addresses.flatMap((address) => [
      { address, port: 80, tls: false },
      { address, port: 443, tls: true },
    ]),
  };
}

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
