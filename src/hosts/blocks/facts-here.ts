import type { Reviews } from '../../actions/reviews.ts';
import { gatherFacts } from '../../block/facts/gather-facts.ts';
import { lookFrom } from '../../block/facts/looking.ts';
import { panelPorts } from '../../block/facts/socket-peers.ts';
import { sshPorts } from '../../block/facts/ssh-ports.ts';
import type { AllowEntry, GuardFacts, GuardQuestion, KnownRange } from '../../block/guard/guard-facts.ts';
import { isSingle } from '../../model/block-target.ts';
import type { BlockTarget } from '../../model/block.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import { isWithin, overlaps } from '../../model/ip-range.ts';
import type { Operator } from '../../model/operator.ts';
import type { PanelName } from '../../model/panel.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { readRows } from '../../sources/sockets/read-rows.ts';
import { runProgram } from '../../system/run-program.ts';
import { type Identities, knownServices, openIdentities, savedListsAt, savedListsPath } from '../identities.ts';
import type { FromPanel } from './from-panel.ts';

export interface FactsPlace {
  readonly panel: PanelName;
  readonly root: string;
  readonly stateFolder: string;
  readonly nowEpoch: number;
  readonly connections: Reviews['connections'];
  readonly operator: Operator;
  readonly fromPanel: FromPanel;
}

/** Everything the guard knows about this machine and about what is to be blocked, of now. */
export async function factsHere({ target }: GuardQuestion, place: FactsPlace): Promise<GuardFacts> {
  const { panel, root, stateFolder, nowEpoch, operator, fromPanel } = place;
  const sockets = readRows(new Set([...panelPorts, ...sshPorts(lookFrom(root))]));
  const [identities, allowed] = await Promise.all([openIdentities(panel, root), panelAllowList(panel, root)]);
  const address = isSingle(target) ? parseIpAddress(target) : undefined;
  const problems: readonly Problem[] = [
    ...(sockets.ok ? sockets.value.problems : [sockets.problem]),
    ...(allowed.ok ? [] : [allowed.problem]),
  ];
  return gatherFacts({
    root,
    stateFolder,
    nowEpoch,
    sockets: sockets.ok ? sockets.value.table : null,
    known: {
      operatorAddress: operator.address,
      ownAddresses: fromPanel.ownAddresses ?? [],
      allowEntries: allowed.ok ? allowed.value : [],
      identity: address === undefined ? null : identities.identityOf(address, [], null),
      knownRanges: address === undefined ? await rangesMet(target, panel, root) : [],
      goodAddresses: address === undefined ? await goodAddresses(target, place, identities) : [],
      problems,
    },
  });
}

/** White lists that only the panel's programs tell. */
async function panelAllowList(panel: PanelName, root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  switch (panel) {
    case 'cpanel':
      return cpanelAllowList(root);
    case 'plesk':
      return pleskAllowList(root);
    case 'standalone':
      return ok([]);
  }
}

/** None while Plesk cannot say: without Fail2Ban nobody is on such a list, and the ban itself asks again. */
async function pleskAllowList(root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  const [{ readTrusted }, { banPrograms }] = await Promise.all([
    import('../../panels/plesk/trusted-list.ts'),
    import('../../panels/plesk/fail2ban.ts'),
  ]);
  const trusted = await readTrusted(runProgram, banPrograms(root));
  return trusted.ok ? trusted : ok([]);
}

async function cpanelAllowList(root: string): Promise<Result<readonly AllowEntry[], Problem>> {
  const [{ cphulkWhiteList }, { whmApi }, { cpanelPrograms, localWhm }] = await Promise.all([
    import('../../panels/cpanel/white-list.ts'),
    import('../../panels/cpanel/whm-api.ts'),
    import('../../panels/cpanel/whm-local.ts'),
  ]);
  return cphulkWhiteList(whmApi(localWhm(runProgram, cpanelPrograms(root))));
}

/** Published ranges of services that have an address in common with a range. */
async function rangesMet(target: BlockTarget, panel: PanelName, root: string): Promise<readonly KnownRange[]> {
  const services = await knownServices(savedListsAt(savedListsPath(panel, root)));
  return services.flatMap(({ name, kind, ranges }) =>
    ranges.filter((covers) => overlaps(target, covers)).map((covers) => ({ covers, service: name, kind })),
  );
}

/** Addresses of a range that are connected now and are who they say, as far as that is known without asking anybody. */
async function goodAddresses(target: BlockTarget, { connections }: FactsPlace, identities: Identities): Promise<readonly IpAddress[]> {
  const review = await connections({ top: null, address: null });
  if (!review.ok) return [];
  return review.value.byAddress
    .flatMap(({ address }) => parseIpAddress(address) ?? [])
    .filter((address) => isWithin(address, target) && identities.identityOf(address, [], null).status === 'verified');
}
