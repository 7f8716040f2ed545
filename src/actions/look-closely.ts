import type { ConnectionReport } from '../model/connection-report.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import { type TimeSpan, spanEndingAt } from '../model/time-window.ts';
import { type ReadBehaviours, readBehaviours } from '../sources/behaviours/read-behaviours.ts';
import { newestErrorStamp } from '../sources/error-logs/newest-stamp.ts';
import { usualErrorLimits } from '../sources/error-logs/read-error-logs.ts';
import type { ErrorNeeds } from './review-errors.ts';
import type { VerdictQuestion } from './reviews.ts';
import type { WholeNeeds, WholeQuestion } from './whole-needs.ts';

/** Peers that are judged by their connections. */
export const peersJudged = 2_000;
/** From so many connections on an address is looked at in the logs whatever it did there. */
const connectionsToLookAt = 5;

/** Who is looked at in the logs because of their connections. */
export const peersToLookAt = (table: ConnectionReport | null): readonly IpAddress[] =>
  (table?.byAddress ?? [])
    .filter(({ own, inbound, halfOpen }) => !own && (inbound >= connectionsToLookAt || halfOpen > 0))
    .flatMap(({ address }) => parseIpAddress(address) ?? []);

/**
 * The second look at the logs, at some addresses alone.
 * @param inDetail whose paths are wanted, too
 */
export async function lookClosely(
  { access, errors, judging, watch }: WholeNeeds,
  { window, site }: Pick<WholeQuestion, 'window' | 'site'>,
  span: TimeSpan,
  candidates: { readonly addresses: readonly IpAddress[]; readonly leftOut: number },
  inDetail: readonly IpAddress[] = [],
): Promise<ReadBehaviours> {
  const stop = access.shouldStop;
  const watching = watch?.('Suspects');
  const ofSite = <Log extends { readonly site: string | null }>(logs: readonly Log[]): readonly Log[] =>
    site === null ? logs : logs.filter((log) => log.site === null || log.site === site);
  return readBehaviours({
    logs: ofSite(access.logs),
    errorLogs: ofSite(errors.logs),
    candidates,
    inDetail,
    span,
    errorSpan: errors.windowEnd.at === 'now' ? spanEndingAt(window, errors.windowEnd.epoch) : await spanOfErrors(errors, window),
    areLive: access.windowEnd.at === 'now',
    nameSite: access.nameSite,
    seed: access.seed,
    domains: errors.domains,
    ...(judging.isRefusedByUs === undefined ? {} : { isRefusedByUs: judging.isRefusedByUs }),
    ...(watching === undefined ? {} : { onProgress: watching.onProgress }),
    shouldStop: () => (watching?.shouldStop() ?? false) || (stop?.() ?? false),
  });
}

async function spanOfErrors({ logs, shouldStop }: ErrorNeeds, window: VerdictQuestion['window']): Promise<TimeSpan> {
  const newest = window === 'all' ? null : await newestErrorStamp(logs, usualErrorLimits, shouldStop ?? (() => false));
  return newest === null ? spanEndingAt('all', 0) : spanEndingAt(window, newest);
}
