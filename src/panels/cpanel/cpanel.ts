import { join } from 'node:path';
import type { LogCatalog } from '../../model/log-catalog.ts';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { Panel } from '../panel.ts';
import { findCpanelLogs } from './find-logs.ts';
import { ownLogs } from './own-logs.ts';
import { siteNames } from './site-names.ts';
import { parseUserDomains, type UserDomain } from './user-domains.ts';

/** The panel when this server runs cPanel & WHM; null when it does not. */
export function openCpanel(root: string): Panel | null {
  if (!lookAt(join(root, '/usr/local/cpanel'), 'follow-links').ok) return null;
  const version = readSmallText(join(root, '/usr/local/cpanel/version'));
  const domains = readDomains(root);
  const nameSite = siteNames(domains);
  return {
    name: 'cpanel',
    version: version.ok ? version.value.trim().slice(0, 40) : null,
    findLogs: (): LogCatalog => findCpanelLogs(root, domains, nameSite),
    findOwnLogs: (estate) => ownLogs(findCpanelLogs(root, domains, nameSite), estate, domains),
    nameSite,
  };
}

function readDomains(root: string): readonly UserDomain[] {
  const text = readSmallText(join(root, '/etc/userdatadomains'), 64 * 1024 * 1024);
  return text.ok ? parseUserDomains(text.value).domains : [];
}
