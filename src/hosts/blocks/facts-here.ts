import type { Reviews } from '../../actions/reviews.ts';
import { gatherFacts } from '../../block/facts/gather-facts.ts';
import { lookFrom } from '../../block/facts/looking.ts';
import { peopleSeen } from '../../block/facts/people-seen.ts';
import { panelPorts } from '../../block/facts/socket-peers.ts';
import { sshPorts } from '../../block/facts/ssh-ports.ts';
import type { AllowEntry, GuardFacts, GuardQuestion, KnownRange } from '../../block/guard/guard-facts.ts';
import type { AddressBehaviour } from '../../model/behaviour.ts';
import { isSingle } from '../../model/block-target.ts';
import type { BlockTarget } from '../../model/block.ts';
import type { Identity } from '../../model/identity.ts';
import { type IpAddress, isLoopback, parseIpAddress } from '../../model/ip-address.ts';
import { isWithin, overlaps } from '../../model/ip-range.ts';
import type { Operator } from '../../model/operator.ts';
import type { PanelName } from '../../model/panel.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Panel } from '../../panels/panel.ts';
import { readRows } from '../../sources/sockets/read-rows.ts';
import { ownAddresses as ownInterfaces } from '../../system/own-addresses.ts';
import { type Identities, knownServices, openIdentities, savedListsAt, savedListsPath } from '../identities.ts';
import type { FromPanel } from './from-panel.ts';
import { panelAllowList, panelFacts } from './panel-facts.ts';
import { seenInLogs } from './seen-in-logs.ts';

export interface FactsPlace {
  readonly panel: Panel;
  readonly root: string;
  readonly stateFolder: string;
  readonly nowEpoch: number;
  readonly connections: Reviews['connections'];
  readonly operator: Operator;
  readonly fromPanel: FromPanel;
}

/** Everything the guard knows about this machine and about what is to be blocked, of now. */
export async function factsHere({ target }: GuardQuestion, place: FactsPlace): Promise<GuardFacts> {
  const { panel, root, nowEpoch } = place;
  const [identities, allowed, seen] = await Promise.all([
    openIdentities(panel.name, root),
    panelAllowList(panel.name, root),
    seenInLogs(target, panel, nowEpoch),
  ]);
  const address = isSingle(target) ? parseIpAddress(target) : undefined;
  const good = address === undefined ? await goodAddresses(target, place, identities) : ok([]);
  return gatherHere(place, identities, allowed, {
    ...peopleSeen(seen.behaviours, address === undefined),
    identity: address === undefined ? null : await identityOf(address, seen.behaviours, identities),
    knownRanges: address === undefined ? await rangesMet(target, panel.name, root) : [],
    goodAddresses: good.ok ? good.value : [],
    problems: good.ok ? [] : [good.problem],
    notToTheEnd: seen.problems,
  });
}

/**
 * The same for blocks that were made once and are only put back, many in a row: what is known of the machine is gathered with the
 * first question, no log is read and no name asked for.
 */
export function factsOfMany(place: FactsPlace): (question: GuardQuestion) => Promise<GuardFacts> {
  const { panel, root } = place;
  const gather = async (): Promise<{ readonly facts: GuardFacts; readonly identities: Identities }> => {
    const [identities, allowed] = await Promise.all([openIdentities(panel.name, root), panelAllowList(panel.name, root)]);
    return { facts: await gatherHere(place, identities, allowed, {}), identities };
  };
  let gathered: ReturnType<typeof gather> | undefined;
  return async ({ target }) => {
    const { facts, identities } = await (gathered ??= gather());
    const address = isSingle(target) ? parseIpAddress(target) : undefined;
    if (address === undefined) return { ...facts, knownRanges: await rangesMet(target, panel.name, root) };
    return { ...facts, identity: identities.identityOf(address, [], null) };
  };
}

async function gatherHere(
  place: FactsPlace,
  identities: Identities,
  allowed: Result<readonly AllowEntry[], Problem>,
  ofTarget: Partial<GuardFacts>,
): Promise<GuardFacts> {
  const { panel, root, stateFolder, nowEpoch, operator, fromPanel } = place;
  const looking = lookFrom(root, nowEpoch);
  // What could not be read of these is told by whoever gathers: they are read there once more.
  const sockets = readRows(new Set([...panelPorts, ...sshPorts(lookFrom(root, nowEpoch))]));
  const ofPanel = await panelFacts(panel.name, looking);
  const ownAddresses = [...(fromPanel.ownAddresses ?? []), ...ofPanel.ownAddresses];
  return gatherFacts({
    root,
    stateFolder,
    nowEpoch,
    sockets: sockets.ok ? sockets.value.table : null,
    known: {
      ...ofTarget,
      operatorAddress: operator.address,
      operatorBehind: standsBetween(operator.address, ownAddresses, identities),
      ownAddresses,
      liveLogins: ofPanel.liveLogins,
      recentLogins: ofPanel.recentLogins,
      allowEntries: allowed.ok ? allowed.value : [],
      problems: [
        ...(sockets.ok ? sockets.value.problems : [sockets.problem]),
        ...(allowed.ok ? [] : [allowed.problem]),
        ...(ofTarget.problems ?? []),
        ...looking.problems,
      ],
    },
  });
}

/**
 * The address a request came from, where that is no place a person sits at: this server itself (a service subdomain, a proxy on
 * it) or a CDN. Null for an address that may be a person's, and where the operator works on the machine itself.
 */
function standsBetween(address: IpAddress | null, own: readonly IpAddress[], identities: Identities): IpAddress | null {
  if (address === null) return null;
  const isHere = isLoopback(address) || [...ownInterfaces(), ...own].includes(address);
  const isCdn = identities.identityOf(address, [], null).ranges.some(({ kind }) => kind === 'cdn');
  return isHere || isCdn ? address : null;
}

/** DNS is asked where only it can prove what the user agent claims: a crawler must not be blocked because nobody looked before. */
async function identityOf(address: IpAddress, behaviours: readonly AddressBehaviour[], identities: Identities): Promise<Identity> {
  const agents = behaviours.flatMap((did) => did.agents.map(({ agent }) => agent));
  const known = identities.identityOf(address, agents, null);
  if (known.status !== 'checking') return known;
  await identities.lookUpAfterwards([address]);
  return identities.identityOf(address, agents, null);
}

/** Published ranges of services that have an address in common with a range. */
async function rangesMet(target: BlockTarget, panel: PanelName, root: string): Promise<readonly KnownRange[]> {
  const services = await knownServices(savedListsAt(savedListsPath(panel, root)));
  return services.flatMap(({ name, kind, ranges }) =>
    ranges.filter((covers) => overlaps(target, covers)).map((covers) => ({ covers, service: name, kind })),
  );
}

/** Addresses of a range that are connected now and are who they say, as far as that is known without asking anybody. */
async function goodAddresses(
  target: BlockTarget,
  { connections }: FactsPlace,
  identities: Identities,
): Promise<Result<readonly IpAddress[], Problem>> {
  const review = await connections({ top: null, address: null });
  if (!review.ok) return review;
  return ok(
    review.value.byAddress
      .flatMap(({ address }) => parseIpAddress(address) ?? [])
      .filter((address) => isWithin(address, target) && identities.identityOf(address, [], null).status === 'verified'),
  );
}
