import { below, type Looking, orNull } from '../../block/facts/looking.ts';
import type { AllowEntry, GuardFacts } from '../../block/guard/guard-facts.ts';
import type { PanelName } from '../../model/panel.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { lookAt } from '../../system/folders.ts';
import { readTail } from '../../system/read-tail.ts';
import { runProgram } from '../../system/run-program.ts';

type OfPanel = Pick<GuardFacts, 'ownAddresses' | 'liveLogins' | 'recentLogins'>;

const mostSessionBytes = 1024 * 1024;

/** What the panel's own files tell of this machine and of whoever is logged in to it. */
export async function panelFacts(panel: PanelName, looking: Looking): Promise<OfPanel> {
  if (panel !== 'cpanel') return { ownAddresses: [], liveLogins: [], recentLogins: [] };
  const [{ natAddresses, natListPath }, { panelLogins, sessionLogPath }] = await Promise.all([
    import('../../panels/cpanel/nat-addresses.ts'),
    import('../../panels/cpanel/panel-logins.ts'),
  ]);
  const log = orNull(readTail(below(looking.root, sessionLogPath), 1, mostSessionBytes), looking.problems);
  const { live, recent } = panelLogins(log === null ? '' : new TextDecoder().decode(log), looking.nowEpoch);
  return { ownAddresses: natAddresses(looking.text(natListPath) ?? ''), liveLogins: live, recentLogins: recent };
}

/** White lists that only the panel's programs tell. */
export async function panelAllowList(panel: PanelName, root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  switch (panel) {
    case 'cpanel':
      return cpanelAllowList(root);
    case 'plesk':
      return pleskAllowList(root);
    case 'standalone':
      return ok([]);
  }
}

/** Without Fail2Ban nobody is on such a list; where it is there and Plesk cannot say, that is a problem. */
async function pleskAllowList(root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  const [{ readTrusted }, { banPrograms }] = await Promise.all([
    import('../../panels/plesk/trusted-list.ts'),
    import('../../panels/plesk/fail2ban.ts'),
  ]);
  const programs = banPrograms(root);
  const client = lookAt(programs.fail2banClient, 'follow-links');
  if (!client.ok && client.problem.kind === 'not-found') return ok([]);
  return readTrusted(runProgram, programs);
}

async function cpanelAllowList(root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  const [{ cphulkWhiteList }, { whmApi }, { cpanelPrograms, localWhm }] = await Promise.all([
    import('../../panels/cpanel/white-list.ts'),
    import('../../panels/cpanel/whm-api.ts'),
    import('../../panels/cpanel/whm-local.ts'),
  ]);
  return cphulkWhiteList(whmApi(localWhm(runProgram, cpanelPrograms(root))));
}
