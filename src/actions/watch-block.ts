import { isSingle } from '../model/block-target.ts';
import type { BlockTarget, Effect } from '../model/block.ts';
import type { BlockProof } from '../model/block-proof.ts';
import type { AddressConnections, ConnectionReport } from '../model/connection-report.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import { isWithin } from '../model/ip-range.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { TimeSpan } from '../model/time-window.ts';
import type { AccessTally } from '../sources/access-logs/access-tally.ts';

export interface WatchNeeds {
  /** Connections of now: with one address, or with all. */
  readonly connections: (address: IpAddress | null) => Promise<Result<ConnectionReport, Problem>>;
  /** Counts the requests of a span, of one address or of all, with every address in the answer. */
  readonly requests: (span: TimeSpan, address: IpAddress | null) => Promise<AccessTally>;
  readonly nowEpoch: () => number;
}

export interface WatchedBlock {
  readonly target: BlockTarget;
  readonly sinceEpoch: number;
  readonly effects: readonly Effect[];
}

/** Logs are not read further back than this for a proof: what matters is whether it still comes. */
const longestSpanSeconds = 3600;

/**
 * What a blocked address or range still does: its connections, and its requests since the block. Requests are counted by the
 * second of their stamp, from the one after the block on: what the server logged in that very second may have come before.
 */
export async function watchBlock(needs: WatchNeeds, { target, sinceEpoch, effects }: WatchedBlock): Promise<BlockProof> {
  const nowEpoch = needs.nowEpoch();
  const fromEpoch = Math.max(sinceEpoch + 1, nowEpoch - longestSpanSeconds);
  const address = isSingle(target) ? (parseIpAddress(target) ?? null) : null;
  const [connections, tally] = await Promise.all([
    needs.connections(address),
    // One second more than now: a clock that is read twice may have moved on.
    needs.requests({ fromEpoch, toEpoch: nowEpoch + 1 }, address),
  ]);
  return {
    takenAt: isoTime(nowEpoch),
    since: isoTime(sinceEpoch),
    countedFrom: isoTime(Math.max(sinceEpoch, nowEpoch - longestSpanSeconds)),
    effects,
    connections: connections.ok ? connectionsOf(connections.value, target) : null,
    ...requestsOf(tally, target, address),
  };
}

/** Null where addresses were left out that may be among them. */
function connectionsOf({ byAddress, beyond }: ConnectionReport, target: BlockTarget): number | null {
  const open = byAddress
    .filter(({ address }) => isInside(address, target))
    .reduce((sum, { connections, states }) => sum + connections - closed(states), 0);
  return open === 0 && beyond !== null ? null : open;
}

/** What waits for stray packets after both ends have closed is open no more. */
const closed = (states: AddressConnections['states']): number => states.TIME_WAIT ?? 0;

function requestsOf(
  { parsed, newestEpoch, addresses, files, filesTooOld }: AccessTally,
  target: BlockTarget,
  address: IpAddress | null,
): Pick<BlockProof, 'requestsSince' | 'lastRequest' | 'logsUnread'> {
  const logsUnread = files.filter(({ problem }) => problem !== undefined).length;
  const areAllUnread = logsUnread === files.length && filesTooOld === 0;
  if (address !== null) {
    const lastRequest = newestEpoch === null ? null : isoTime(newestEpoch);
    return { requestsSince: areAllUnread && parsed === 0 ? null : parsed, lastRequest, logsUnread };
  }
  const inside = addresses.top.filter(({ key }) => isInside(key, target)).reduce((sum, { requests }) => sum + requests, 0);
  // Too many addresses to count them all: some of these may have been dropped.
  const isUnknown = inside === 0 && (areAllUnread || addresses.errorBound > 0);
  return { requestsSince: isUnknown ? null : inside, lastRequest: null, logsUnread };
}

function isInside(text: string, target: BlockTarget): boolean {
  const address = parseIpAddress(text);
  return address !== undefined && isWithin(address, target);
}

const isoTime = (epoch: number): string => new Date(epoch * 1000).toISOString();
