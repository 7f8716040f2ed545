import { randomBytes } from 'node:crypto';
import type { AddressBehaviour } from '../../model/behaviour.ts';
import { isSingle } from '../../model/block-target.ts';
import type { BlockTarget } from '../../model/block.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import { isWithin } from '../../model/ip-range.ts';
import type { Problem } from '../../model/problem.ts';
import type { Panel } from '../../panels/panel.ts';
import { readAccessLogs } from '../../sources/access-logs/read-access-logs.ts';
import { readBehaviours } from '../../sources/behaviours/read-behaviours.ts';
import { hooks } from '../review-limits.ts';
import { threadStarter } from '../thread-starter.ts';

/** What the addresses of a target did in the last hour, as far as it was read. */
export interface SeenInLogs {
  readonly behaviours: readonly AddressBehaviour[];
  /** Why that may not be all of it. */
  readonly problems: readonly Problem[];
}

/** Whoever clicks waits for it: what is not read by then is told as such. */
const longestSeconds = 2;
const spanSeconds = 3600;
/** Of a range, those that came most often. */
const mostAddresses = 256;
const mostProblems = 3;

/** Looks at the access logs this machine's operator may see, for what speaks against a block. */
export async function seenInLogs(target: BlockTarget, panel: Panel, nowEpoch: number): Promise<SeenInLogs> {
  const { shouldStop } = hooks({ seconds: longestSeconds });
  const logs = panel.findLogs().accessLogs;
  const span = { fromEpoch: nowEpoch - spanSeconds, toEpoch: nowEpoch + 1 };
  const seed = randomBytes(4).readUInt32LE();
  const reading = { span, nameSite: panel.nameSite, seed, areLive: true, shouldStop };
  const single = isSingle(target) ? parseIpAddress(target) : undefined;
  const met = single === undefined ? await addressesMet(target, logs, reading) : { addresses: [single], leftOut: 0, problems: [] };
  if (met.addresses.length === 0) return { behaviours: [], problems: summed(met.problems) };
  const read = await readBehaviours({ ...reading, logs, errorLogs: [], errorSpan: span, candidates: met });
  return {
    behaviours: read.behaviours.addresses.filter(({ requests }) => requests > 0),
    problems: summed([...met.problems, ...read.problems]),
  };
}

type Logs = ReturnType<Panel['findLogs']>['accessLogs'];
type Reading = Pick<Parameters<typeof readAccessLogs>[1], 'span' | 'nameSite' | 'seed' | 'areLive' | 'shouldStop'>;

/** Addresses of a range that came in that time. */
async function addressesMet(
  target: BlockTarget,
  logs: Logs,
  reading: Reading,
): Promise<{ readonly addresses: readonly IpAddress[]; readonly leftOut: number; readonly problems: readonly Problem[] }> {
  const { tally } = await readAccessLogs(logs, {
    ...reading,
    address: null,
    site: null,
    page: null,
    pageKey: 'path',
    limit: null,
    sitesAreCertain: true,
    startThread: threadStarter(),
  });
  const inside = tally.addresses.top.flatMap(({ key }) => {
    const address = parseIpAddress(key);
    return address !== undefined && isWithin(address, target) ? [address] : [];
  });
  return {
    addresses: inside.slice(0, mostAddresses),
    leftOut: Math.max(0, inside.length - mostAddresses),
    problems: tally.files.flatMap(({ problem }) => problem ?? []),
  };
}

/** A time that was over before a hundred logs were read is one problem, not a hundred. */
function summed(problems: readonly Problem[]): readonly Problem[] {
  const isLate = problems.some(({ kind }) => kind === 'time-spent');
  const others = problems.filter(({ kind }) => kind !== 'time-spent').slice(0, mostProblems);
  return isLate ? [{ kind: 'time-spent', path: 'access logs of the last hour' }, ...others] : others;
}
