/**
 * Reads the access logs of a folder as the product reads those of its own machine, for windows.mjs and repeated.mjs.
 *
 *     node window.entry.cjs FOLDER --window 15m|1h|24h|all --end EPOCH [--memory FILE]    seeks, skips and remembers
 *     node window.entry.cjs FOLDER --full --from EPOCH|-Infinity --end EPOCH              reads every byte
 *
 * Prints what was counted, the milliseconds until then, and the bytes this process asked the kernel for meanwhile.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { reviewAccess } from '../../src/actions/review-access.ts';
import { runScanThread } from '../../src/hosts/scan-thread.ts';
import { threadStarter } from '../../src/hosts/thread-starter.ts';
import { isWindowName } from '../../src/model/time-window.ts';
import { givenAccessLogs } from '../../src/sources/access-logs/given-logs.ts';
import { readAccessLogs } from '../../src/sources/access-logs/read-access-logs.ts';

const top = 1000;
const question = { site: null, address: null, page: null };
const reading = { nameSite: (host: string): string => host, seed: 20_261_122, startThread: threadStarter() };

interface Answer {
  readonly fromEpoch: number;
  readonly bytesRemembered: number;
  readonly bounds: readonly number[];
  /** What must be the same however it was read. */
  readonly totals: unknown;
  /** What must be the same where all bounds are 0. */
  readonly lists: unknown;
}

async function seeking(folder: string, window: string, end: number, memoryPath: string | undefined): Promise<[Answer, () => void]> {
  if (!isWindowName(window)) throw new Error(`no window: ${window}`);
  let remember = (): unknown => undefined;
  const needs = {
    ...reading,
    logs: givenAccessLogs([folder]).logs,
    problems: [],
    windowEnd: { at: 'now', epoch: end } as const,
    memoryPath,
    afterAnswer: (work: () => unknown): void => {
      remember = work;
    },
  };
  const { parsed, withoutPage, from, to, statuses, methods, minutes, ...report } = await reviewAccess(needs, {
    ...question,
    window,
    key: 'target',
    top,
  });
  const answer = {
    fromEpoch: report.window.from === null ? -Infinity : Date.parse(report.window.from) / 1000,
    bytesRemembered: report.bytesRemembered,
    bounds: Object.values(report.countErrorBound),
    totals: { parsed, withoutPage, from, to, statuses, methods, minutes },
    lists: {
      pages: report.pages.map(({ page, requests }) => [page, requests]),
      addresses: report.addresses.map(({ address, requests }) => [address, requests]),
      agents: report.agents.map(({ agent, requests }) => [agent, requests]),
      sites: report.sites.map(({ site, requests }) => [site, requests]),
      distinct: report.distinct,
    },
  };
  return [answer, () => void remember()];
}

async function everything(folder: string, fromEpoch: number, toEpoch: number): Promise<Answer> {
  const { tally } = await readAccessLogs(givenAccessLogs([folder]).logs, {
    ...reading,
    ...question,
    span: { fromEpoch, toEpoch },
    pageKey: 'target',
    limit: top,
    sitesAreCertain: false,
    areLive: false,
  });
  const { parsed, withoutPage, statuses, methods, pages, addresses, agents, sites } = tally;
  const iso = (epoch: number | null): string | null => (epoch === null ? null : new Date(epoch * 1000).toISOString().replace('.000Z', 'Z'));
  const minutes = tally.steps.map(({ startEpoch, requests }) => ({ from: iso(startEpoch), requests }));
  const rows = ({ top: list }: typeof pages): unknown => list.map(({ key, requests }) => [key, requests]);
  const distinct = { pages: pages.distinct, addresses: addresses.distinct, sites: sites.distinct, agents: agents.distinct };
  return {
    fromEpoch,
    bytesRemembered: tally.bytesRemembered,
    bounds: [pages, addresses, agents, sites].map(({ errorBound }) => errorBound),
    totals: { parsed, withoutPage, from: iso(tally.oldestEpoch), to: iso(tally.newestEpoch), statuses, methods, minutes },
    lists: { pages: rows(pages), addresses: rows(addresses), agents: rows(agents), sites: rows(sites), distinct },
  };
}

/** Bytes of all reads of this process so far (proc_pid_io(5)). */
const bytesAsked = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? NaN);

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { window: text, end: text, from: text, memory: text, full: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder = ''] = positionals;
  const askedBefore = bytesAsked();
  const began = performance.now();
  const [answer, remember] =
    values.full === true
      ? [await everything(folder, Number(values.from), Number(values.end)), () => undefined]
      : await seeking(folder, values.window ?? '', Number(values.end), values.memory);
  const ms = performance.now() - began;
  const readBytes = bytesAsked() - askedBefore;
  process.stdout.write(JSON.stringify({ ms, readBytes, ...answer }));
  remember();
}

void (isMainThread ? main() : runScanThread());
