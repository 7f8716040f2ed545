import type { AddressConnections } from '../model/connection-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { WindowName } from '../model/time-window.ts';
import type { Reviews } from './reviews.ts';

/**
 * Whether an address came to the accounts that `reviews` are about, in the last 24 hours or now. Only what these accounts
 * cannot write themselves proves that: access logs, which belong to root, as long as their addresses are no header's, and open
 * connections to the web's own ports, which nobody but root may listen on. A half-open connection proves nothing, its source may
 * be forged; nor does one that an account opened.
 *
 * Problems: those of the logs, where some could not be read and the others do not have it; not-found where no log proves anything.
 */
export async function seenAtOwn(reviews: Pick<Reviews, 'connections' | 'access'>, address: IpAddress): Promise<Result<boolean, Problem>> {
  const connections = await reviews.connections({ top: 1, address });
  if (connections.ok && connections.value.byAddress.some((peer) => peer.address === address && cameToTheWeb(peer))) return ok(true);
  // Most are looked at while they attack: the last hour is read much sooner than a day.
  let unread: Problem | null = null;
  for (const window of ['1h', '24h'] satisfies readonly WindowName[]) {
    const access = await reviews.access({ window, key: 'path', top: 1, site: null, address, page: null, onlyProof: true });
    if (access.parsed > 0) return ok(true);
    unread = access.files.length === 0 ? noProof : (access.files.find(({ problem }) => problem !== undefined)?.problem ?? null);
  }
  return unread === null ? ok(false) : failed(unread);
}

const noProof: Problem = { kind: 'not-found', path: 'access logs that prove who came' };

const webPorts = ['80', '443'] as const;

const cameToTheWeb = ({ own, localPorts, halfOpen }: AddressConnections): boolean =>
  !own && webPorts.reduce((sum, port) => sum + (localPorts[port] ?? 0), 0) > halfOpen;
