import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockWorld } from '../../block/block-world.ts';
import { claimsIn } from '../../block/claims.ts';
import type { Enforcer } from '../../block/enforcer.ts';
import { thisMachine } from '../../block/enforcers/firewall-machine.ts';
import { firewalls } from '../../block/enforcers/firewalls.ts';
import { htaccess } from '../../block/enforcers/htaccess/htaccess.ts';
import { blockRecords } from '../../block/journal/block-record.ts';
import { tellingOfRestart } from '../../block/telling-of-restart.ts';
import type { Journal } from '../../block/journal/journal.ts';
import type { PanelName } from '../../model/panel.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok } from '../../model/result.ts';
import { isAccountGone } from '../../panels/cpanel/account-gone.ts';
import { cphulk } from '../../panels/cpanel/cphulk.ts';
import { findCpanelSite } from '../../panels/cpanel/find-site.ts';
import { ipBlocker } from '../../panels/cpanel/ip-blocker.ts';
import { whmApi } from '../../panels/cpanel/whm-api.ts';
import { cpanelPrograms, localWhm } from '../../panels/cpanel/whm-local.ts';
import { banPrograms } from '../../panels/plesk/fail2ban.ts';
import { ipBan } from '../../panels/plesk/ip-ban.ts';
import { type SiteRuleMachine, siteRules } from '../../panels/plesk/site-rules.ts';
import { askSite } from '../../system/ask-site.ts';
import { runProgram } from '../../system/run-program.ts';
import { accountFiles } from '../account-files.ts';
import { whatComesBack } from './what-comes-back.ts';

interface EnforcerPlace {
  readonly panel: PanelName;
  readonly root: string;
  readonly stateFolder: string;
  readonly journal: Journal;
  /** Plesk's own hand on a site's configuration; left out where nobody has it: rules of sites can then be seen, not made. */
  readonly rebuildSite?: RebuildSite | undefined;
}

export type RebuildSite = SiteRuleMachine['rebuild'];

/** What can block on a server of this panel: the panel's own first, then what belongs to no panel. */
export function enforcersHere(place: EnforcerPlace): Pick<BlockWorld, 'enforcers' | 'native'> {
  const { enforcers, native } = enforcersOf(place);
  const comesBack = whatComesBack(place.panel, place.root);
  return { enforcers: enforcers.map((enforcer) => tellingOfRestart(enforcer, comesBack)), native };
}

function enforcersOf(place: EnforcerPlace): Pick<BlockWorld, 'enforcers' | 'native'> {
  switch (place.panel) {
    case 'cpanel':
      return { enforcers: [...cpanelEnforcers(place), ...firewalls(thisMachine)], native: ['cphulk'] };
    case 'plesk': {
      const programs = banPrograms(place.root);
      const ban = ipBan({ run: runProgram, programs, claims: claimsIn(place.stateFolder), nowEpoch: thisMachine.nowEpoch, sleep });
      return { enforcers: [ban, pleskSites(place), ...firewalls(thisMachine)], native: ['ip-ban'] };
    }
    case 'standalone':
      return { enforcers: firewalls(thisMachine), native: [] };
  }
}

/** Only the extension's PHP can have Plesk write a site anew. */
function pleskSites({ stateFolder, rebuildSite }: EnforcerPlace): Enforcer {
  const needsPage: Problem = {
    kind: 'cannot-do',
    where: 'The rules of sites in Plesk',
    what: 'change from here; use Active Connections in Plesk itself',
  };
  return siteRules({
    claims: claimsIn(stateFolder),
    hookIsThere: () => Promise.resolve(rebuildSite === undefined ? failed(needsPage) : ok(null)),
    rebuild: rebuildSite ?? (() => Promise.resolve(failed(needsPage))),
  });
}

function cpanelEnforcers({ root, stateFolder, journal }: EnforcerPlace): readonly Enforcer[] {
  const api = whmApi(localWhm(runProgram, cpanelPrograms(root)));
  return [
    cphulk(api),
    ipBlocker({ api, claims: claimsIn(stateFolder), accounts: () => [], isGone: (account) => isAccountGone(root, account) }),
    htaccess({
      findSite: (domain) => findCpanelSite(root, domain),
      files: accountFiles(),
      ask: askSite,
      blockedSites: () => sitesWithBlocks(journal),
    }),
  ];
}

/** Sites whose `.htaccess` may hold a section of ours. */
function sitesWithBlocks(journal: Journal): readonly string[] {
  const reading = journal.read();
  if (!reading.ok) return [];
  const records = [...blockRecords(reading.value.entries).values()].filter(({ phase }) => phase !== 'over');
  return [...new Set(records.flatMap(({ order }) => (order.scope.kind === 'domain' ? [order.scope.domain] : [])))];
}
