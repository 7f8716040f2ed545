import { dirname, join } from 'node:path';
import type { LogCatalog } from '../../model/log-catalog.ts';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { Panel } from '../panel.ts';
import { apacheTakesAddresses, nginxLogFolder } from './address-from-header.ts';
import { findCpanelLogs } from './find-logs.ts';
import { ownLogs } from './own-logs.ts';
import { siteNames } from './site-names.ts';
import { parseUserDomains, type UserDomain } from './user-domains.ts';

/** The panel when this server runs cPanel & WHM; null when it does not. */
export function openCpanel(root: string): Panel | null {
  if (!lookAt(join(root, '/usr/local/cpanel'), 'follow-links').ok) return null;
  // Read when something is asked that needs it: the head of a page does not, and a server may have tens of thousands of domains.
  let read: readonly UserDomain[] | undefined;
  const domains = (): readonly UserDomain[] => (read ??= readDomains(root));
  let names: Panel['nameSite'] | undefined;
  const nameSite: Panel['nameSite'] = (name) => (names ??= siteNames(domains()))(name);
  return {
    name: 'cpanel',
    get version() {
      const text = readSmallText(join(root, '/usr/local/cpanel/version'));
      return text.ok ? text.value.trim().slice(0, 40) : null;
    },
    findLogs: (): LogCatalog => findCpanelLogs(root, domains(), nameSite),
    findOwnLogs: (estate) => {
      const byHeader = apacheTakesAddresses(root);
      const isOfApache = (path: string): boolean => dirname(path) !== join(root, nginxLogFolder);
      return ownLogs(findCpanelLogs(root, domains(), nameSite), estate, domains(), (path) => byHeader && isOfApache(path));
    },
    nameSite,
  };
}

function readDomains(root: string): readonly UserDomain[] {
  const text = readSmallText(join(root, '/etc/userdatadomains'), 64 * 1024 * 1024);
  return text.ok ? parseUserDomains(text.value).domains : [];
}
